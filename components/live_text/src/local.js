// The copy of a text on this device: what was typed without a connection survives a reload, and goes when access ends.
import { IndexeddbPersistence } from 'y-indexeddb'

const PREFIX = 'wijkakkoord'
const OPENED = 1500 // ms; without the copy the editor works too
const copies = new Set()

// the person is part of the name: on a shared computer nobody sends on what another one left
export function copyName(dossier, text, epoch, person) {
  return [PREFIX, dossier, text, epoch, person].map(encodeURIComponent).join('/')
}

export class LocalCopy {
  constructor(name, doc) {
    this.name = name
    this.works = false
    if (globalThis.indexedDB) {
      this.store = new IndexeddbPersistence(name, doc)
      copies.add(this)
    }
  }

  async opened() {
    if (!this.store) return
    const late = new Promise((resolve) => setTimeout(resolve, OPENED, null))
    const ready = this.store.whenSynced.then(() => true)
    const failed = this.store._db.then(() => new Promise(() => {}), () => null)
    this.works = (await Promise.race([ready, failed, late])) === true
  }

  close() {
    copies.delete(this)
    return this.store?.destroy().catch(() => {})
  }

  async clear() {
    await this.close()
    await remove(this.name)
  }
}

// for the sign-out: all copies of one person, or of everybody
export async function clearLocalTexts(person) {
  if (!globalThis.indexedDB) return
  const end = person === undefined ? '' : `/${encodeURIComponent(person)}`
  const ours = (name) => name.startsWith(`${PREFIX}/`) && name.endsWith(end)
  await Promise.all([...copies].filter((copy) => ours(copy.name)).map((copy) => copy.close()))
  const databases = (await indexedDB.databases?.()) ?? []
  await Promise.all(databases.map(({ name }) => name).filter(ours).map(remove))
}

function remove(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
