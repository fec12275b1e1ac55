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
  constructor(name, doc, provider) {
    this.name = name
    this.doc = doc
    this.provider = provider
    this.works = false
    this.last = null // what this page itself wrote to the other storage, or found there and took in
    this.complete = null // promises that all it holds is in the document
    this.stored = 0 // how many of the changes came out of IndexedDB, so need no other storage
    this.listening = new AbortController()
    const { signal } = this.listening
    addEventListener('pagehide', () => this.leaving(), { signal })
    // a phone may end a hidden page without a word, and a sign-out in another window asks what is not saved
    document.addEventListener('visibilitychange', () => document.hidden && this.leaving(), { signal })
    if (globalThis.indexedDB) {
      this.store = new IndexeddbPersistence(name, doc)
      this.standLoss()
      copies.add(this)
    }
  }

  // The browser may close the database at any time: another window signs out, space runs short, the site's data are
  // cleared. Writing to it throws then, and what throws while Yjs tells of an update leaves the document deaf and mute.
  standLoss() {
    const { doc, store } = this
    const write = store._storeUpdate
    doc.off('update', write)
    store._storeUpdate = (update, origin) => {
      try {
        write(update, origin)
      } catch {
        this.lost()
      }
    }
    doc.on('update', store._storeUpdate)
    const watch = (db) => {
      db.onclose = db.onabort = () => this.lost()
      db.onversionchange = () => {
        db.close()
        this.lost()
      }
    }
    store._db.then(watch, () => {})
  }

  lost() {
    this.works = false
    this.stored = 0
    this.store.db = null
    clearTimeout(this.store._storeTimeoutId)
  }

  async opened() {
    if (this.store) await this.read()
    if (this.closed) return
    this.stored = this.works ? this.provider.changes : 0
    try {
      this.last = storage()?.getItem(this.name) ?? null
      if (this.last) Y.applyUpdate(this.doc, fromBase64(this.last), 'last')
    } catch {
      // not written by us, or cut short: the text itself still has to be opened
    }
  }

  // what opens too late to wait for works from then on
  async read() {
    const late = new Promise((resolve) => setTimeout(resolve, OPENED))
    this.complete = this.store.whenSynced.then(() => {
      this.works = !this.closed && this.store.db !== null
    })
    const failed = this.store._db.then(() => new Promise(() => {}), () => {})
    await Promise.race([this.complete, failed, late])
  }

  // IndexedDB writes a little later, too late for the last letters before a page goes; this storage writes at once
  leaving() {
    if (this.closed || window.wijkakkoord?.forgetting) return
    if (this.provider.saved || this.provider.changes === this.stored) return this.saved()
    try {
      const there = storage()?.getItem(this.name)
      const state = Y.encodeStateAsUpdate(this.doc)
      // another window of the same person may have left what only it knows
      const all = there && there !== this.last ? Y.mergeUpdates([fromBase64(there), state]) : state
      const last = toBase64(all)
      storage()?.setItem(this.name, last)
      this.last = last
    } catch {
      // full: then IndexedDB alone has to do
    }
  }

  // takes away what this page put there, not what another window did
  saved() {
    if (this.last !== null && storage()?.getItem(this.name) === this.last) storage().removeItem(this.name)
    this.last = null
  }

  close() {
    this.works = false
    this.closed = true
    this.listening.abort()
    copies.delete(this)
    return this.store?.destroy().catch(() => {})
  }

  async clear() {
    await this.close()
    await remove(this.name)
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
  if (!globalThis.indexedDB) return Promise.resolve()
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
