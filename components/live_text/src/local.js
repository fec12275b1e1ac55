// The copy of a text on this device: what was typed without a connection survives a reload, and goes when access ends.
import { fromBase64, toBase64 } from 'lib0/buffer'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'

const PREFIX = 'wijkakkoord'
const OPENED = 1500 // ms; without the copy the editor works too
const copies = new Set()

// the person is part of the name: on a shared computer nobody sends on what another one left
export function copyName(dossier, text, epoch, person) {
  return [PREFIX, dossier, text, epoch, person].map(encodeURIComponent).join('/')
}

export class LocalCopy {
  constructor(name, doc, isSaved) {
    this.name = name
    this.doc = doc
    this.works = false
    this.leaving = () => keepLast(name, doc, isSaved())
    addEventListener('pagehide', this.leaving)
    if (globalThis.indexedDB) {
      this.store = new IndexeddbPersistence(name, doc)
      copies.add(this)
    }
  }

  async opened() {
    if (this.store) await this.read()
    const last = storage()?.getItem(this.name)
    if (last) Y.applyUpdate(this.doc, fromBase64(last), 'last')
  }

  async read() {
    const late = new Promise((resolve) => setTimeout(resolve, OPENED, null))
    const ready = this.store.whenSynced.then(() => true)
    const failed = this.store._db.then(() => new Promise(() => {}), () => null)
    this.works = (await Promise.race([ready, failed, late])) === true
  }

  close() {
    removeEventListener('pagehide', this.leaving)
    copies.delete(this)
    return this.store?.destroy().catch(() => {})
  }

  async clear() {
    await this.close()
    await remove(this.name)
  }
}

// IndexedDB writes a little later, too late for the last letters before a page goes; this storage writes at once
function keepLast(name, doc, saved) {
  try {
    if (saved) storage()?.removeItem(name)
    else storage()?.setItem(name, toBase64(Y.encodeStateAsUpdate(doc)))
  } catch {
    // full: then IndexedDB alone has to do
  }
}

function storage() {
  try {
    return globalThis.localStorage
  } catch {
    return null // forbidden by the browser's settings
  }
}

// for the sign-out: all copies of one person, or of everybody
export async function clearLocalTexts(person) {
  if (!globalThis.indexedDB) return
  const end = person === undefined ? '' : `/${encodeURIComponent(person)}`
  const ours = (name) => name.startsWith(`${PREFIX}/`) && name.endsWith(end)
  for (const name of Object.keys(storage() ?? {}).filter(ours)) storage().removeItem(name)
  await Promise.all([...copies].filter((copy) => ours(copy.name)).map((copy) => copy.close()))
  const databases = (await indexedDB.databases?.()) ?? []
  await Promise.all(databases.map(({ name }) => name).filter(ours).map(remove))
}

function remove(name) {
  storage()?.removeItem(name)
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
