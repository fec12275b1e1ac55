// Keeps one Y.Doc in step with its room, and knows what of it is on the server's disk.
import * as Y from 'yjs'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { PostTransport, SocketTransport } from './transports.js'
import * as wire from './wire.js'

const TRIES = 3 // WebSockets that never said a word before POST is tried
const SOCKET_AGAIN = [5000, 20000, 60000] // ms until a WebSocket is tried again while POST works
const WAIT_MOST = 2500
const CONFIRMED = 12000 // ms without any answer to a change: the connection is dead
const RENEWED = 15000 // ms between two signs of life
const STAY_AWAY = new Set([4400, 4401, 4403, 4404, 4409, 4412, 4413, 4429])

// shared by all editors of the page: when one finds out, the others know
const sockets = { failed: 0, probes: 0 }

export class LiveProvider extends EventTarget {
  constructor(url, doc) {
    super()
    this.url = url
    this.doc = doc
    this.awareness = new Awareness(doc)
    this.renewal = keepPresent(this.awareness)
    this.changes = 0 // changes made here, ever
    this.savedChanges = -1 // of these, on the server's disk; -1: not known yet
    this.sent = 0 // changes sent over this connection
    this.sentAt = [] // [sent, changes] of those not confirmed yet
    this.connected = false // the room has said something
    this.synced = false // both sides have told each other everything
    this.wait = 100
    this.mayWrite = true
    this.trouble = '' // why the server cannot save now, in its words
    this.changed = (update, origin) => this.localChange(update, origin)
    this.moved = ({ added, updated, removed }) => this.localMove(added.concat(updated, removed))
    this.online = () => this.connect()
    this.offline = () => this.transport?.stop(0)
    this.parting = () => this.transport?.part?.()
    doc.on('update', this.changed)
    this.awareness.on('update', this.moved)
    addEventListener('online', this.online)
    addEventListener('offline', this.offline)
    addEventListener('pagehide', this.parting)
  }

  get saved() {
    return this.savedChanges >= this.changes
  }

  connect() {
    if (this.transport || this.destroyed || this.ended) return
    clearTimeout(this.timer)
    const posting = sockets.failed >= TRIES
    const transport = new (posting ? PostTransport : SocketTransport)(this.url, {
      hear: (message) => this.transport === transport && this.hear(message),
      end: (code) => this.transport === transport && this.disconnected(code, posting),
    })
    this.transport = transport
    this.posting = posting
    if (posting) this.probeLater()
  }

  // a POST session may go on for hours; now and then it looks whether a WebSocket gets through
  probeLater() {
    clearTimeout(this.probeTimer)
    const wait = SOCKET_AGAIN[Math.min(sockets.probes, SOCKET_AGAIN.length - 1)]
    this.probeTimer = setTimeout(() => {
      sockets.probes += 1
      this.probe = new SocketTransport(this.url, {
        hear: () => {
          sockets.failed = sockets.probes = 0
          this.probe.stop(0)
          if (this.posting) this.transport?.stop(0)
        },
        end: () => this.transport && this.posting && sockets.failed && this.probeLater(),
      })
    }, wait)
  }

  hear(bytes) {
    if (!this.connected) {
      this.connected = true
      this.wait = 100
      if (!this.posting) sockets.failed = 0
      this.send(wire.sync(wire.STEP1, Y.encodeStateVector(this.doc)))
      if (this.awareness.getLocalState()) this.sendMoves([this.doc.clientID])
    }
    const message = wire.read(bytes)
    if (message.kind === wire.SYNC) this.hearSync(message)
    else if (message.kind === wire.AWARENESS) applyAwarenessUpdate(this.awareness, message.data, this)
    else if (message.kind === wire.SAVED) this.hearSaved(message.count)
    else if (message.kind === wire.NOTICE) this.hearNotice(message)
    this.emit('state')
  }

  hearSync({ step, data }) {
    if (step === wire.STEP1) {
      this.sendChange(wire.STEP2, Y.encodeStateAsUpdate(this.doc, data))
      this.answered = true
    } else {
      Y.applyUpdate(this.doc, data, this)
      if (step === wire.STEP2) this.synced = true
    }
  }

  hearSaved(count) {
    // a room that takes nothing from a reader confirms nothing either
    while (this.mayWrite && this.sentAt.length && this.sentAt[0][0] <= count) this.savedChanges = this.sentAt.shift()[1]
  }

  hearNotice({ mayWrite, refused, trouble }) {
    if (trouble !== undefined) this.trouble = trouble
    if (mayWrite !== undefined && mayWrite !== this.mayWrite) {
      this.mayWrite = mayWrite
      this.emit('rights')
    }
    if (refused) this.emit('refused', refused)
  }

  localChange(update, origin) {
    // of who may only read nothing waits to be saved; should they get the right, all of it goes along as an answer
    if (origin === this || !this.mayWrite) return
    this.changes += 1
    // what the room does not know yet goes along with the answer to its first question
    if (this.answered) this.sendChange(wire.UPDATE, update)
    this.emit('state')
  }

  sendChange(step, update) {
    this.sent += 1
    this.sentAt.push([this.sent, this.changes])
    if (this.sentAt.length > 1000) this.sentAt.splice(1, 1)
    this.send(wire.sync(step, update))
    if (!this.trouble) this.transport.expect?.(CONFIRMED)
  }

  localMove(clients) {
    if (clients.includes(this.doc.clientID)) this.sendMoves([this.doc.clientID])
  }

  sendMoves(clients) {
    this.send(wire.awareness(encodeAwarenessUpdate(this.awareness, clients)))
  }

  send(message) {
    if (this.connected) this.transport.send(message)
  }

  disconnected(code, posting) {
    const everHeard = this.connected
    clearTimeout(this.probeTimer)
    this.transport = null
    this.connected = this.synced = this.answered = false
    this.sent = 0
    this.sentAt = []
    this.trouble = ''
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID)
    removeAwarenessStates(this.awareness, others, this)
    if (!posting && !everHeard && navigator.onLine) sockets.failed += 1
    if (posting && !everHeard) sockets.failed = 0 // POST does not work either: it is the network, or the server
    this.emit('state')
    if (STAY_AWAY.has(code)) {
      this.ended = code
      this.emit('ended', code)
    } else {
      this.again()
    }
  }

  again() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2))
    this.wait = Math.min(this.wait * 2, WAIT_MOST)
  }

  // after an end that has a remedy
  resume() {
    this.ended = 0
    this.connect()
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  destroy() {
    this.destroyed = true
    clearTimeout(this.timer)
    clearTimeout(this.probeTimer)
    this.probe?.stop(0)
    this.doc.off('update', this.changed)
    this.awareness.off('update', this.moved)
    removeEventListener('online', this.online)
    removeEventListener('offline', this.offline)
    removeEventListener('pagehide', this.parting)
    if (this.connected) {
      removeAwarenessStates(this.awareness, [this.doc.clientID], 'left')
      this.sendMoves([this.doc.clientID])
    }
    this.parting()
    this.transport?.stop(0)
    clearInterval(this.renewal)
    this.awareness.destroy()
  }
}

// y-protocols forgets who was silent for 30 s, also somebody whose page is merely hidden; our room says who has left
function keepPresent(awareness) {
  clearInterval(awareness._checkInterval)
  return setInterval(() => awareness.setLocalState(awareness.getLocalState()), RENEWED)
}
