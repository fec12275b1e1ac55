// Two ways to reach a room: a WebSocket, or POST requests where WebSockets are blocked.
// Both call hear(message) and end(code) exactly once at the end; code 0 means: could not connect, or lost.
import { isChange, pack, unpack } from './wire.js'

const FIRST_WORD = 6000 // ms to the first message; some proxies accept the connection and then pass nothing on
const SILENCE = 35000 // ms; a living connection hears its own presence every 15 s
const SILENCE_HIDDEN = 150000 // ms; browsers let hidden pages speak once a minute only
const PAUSE = 1000 // ms between two requests
const PAUSE_TYPING = 250
const PAUSE_HIDDEN = 4000
const REQUEST = 10000 // ms a request may take
const PARTING = 60000 // bytes; browsers take 64 kB at most from a page that goes

export class SocketTransport {
  constructor(url, { hear, end }) {
    this.finish = once(end)
    this.socket = new WebSocket(url.replace(/^http/, 'ws'))
    this.socket.binaryType = 'arraybuffer'
    this.expect(FIRST_WORD)
    this.socket.onmessage = (event) => {
      clearTimeout(this.timer)
      this.deadline = Infinity
      this.expect(SILENCE)
      hear(new Uint8Array(event.data))
    }
    this.socket.onclose = (event) => this.stop(event.code >= 1002 ? event.code : 0)
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(message)
  }

  // gives up unless something is heard in time; a later deadline never replaces an earlier one
  expect(milliseconds) {
    if (this.deadline < Date.now() + milliseconds) return
    this.deadline = Date.now() + milliseconds
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.silent(milliseconds), milliseconds)
  }

  silent(milliseconds) {
    if (!document.hidden || milliseconds !== SILENCE) return this.stop(0)
    this.deadline = Infinity
    this.expect(SILENCE_HIDDEN)
  }

  stop(code) {
    clearTimeout(this.timer)
    this.socket.onmessage = this.socket.onclose = null
    this.socket.close()
    this.finish(code)
  }
}

export class PostTransport {
  constructor(url, { hear, end }) {
    this.url = url
    this.hear = hear
    this.finish = once(end)
    this.session = ''
    this.number = 0
    this.waiting = []
    this.exchange()
  }

  send(message) {
    this.waiting.push(message)
    if (this.session && !this.busy) this.later(PAUSE_TYPING)
  }

  later(milliseconds) {
    if (this.timer && milliseconds >= PAUSE_TYPING && this.due <= Date.now() + milliseconds) return
    clearTimeout(this.timer)
    this.due = Date.now() + milliseconds
    this.timer = setTimeout(() => this.exchange(), milliseconds)
  }

  async exchange() {
    this.timer = null
    if (this.busy || this.ended) return
    this.busy = true
    const [first] = batch(this.waiting)
    const answer = await this.request(pack(this.session, this.number, first))
    if (this.ended) return
    if (!answer) return this.stop(0)
    try {
      this.take(answer, first.length)
    } catch {
      this.stop(0) // what came was broken on the way: begin a new session
    }
  }

  take({ response, body }, sent) {
    const code = Number(response.headers.get('live-close') ?? 0)
    // only our own server may say that access has ended, or that it heard us; a proxy answers for it now and then
    if (!response.ok || !response.headers.has('live-session')) return this.stop(code)
    const messages = unpack(body)
    this.waiting = this.waiting.slice(sent)
    this.session = response.headers.get('live-session')
    this.number += 1
    this.busy = false
    for (const message of messages) if (!this.ended) this.hear(message)
    if (code) return this.stop(code)
    this.later(this.waiting.length ? PAUSE_TYPING : document.hidden ? PAUSE_HIDDEN : PAUSE)
  }

  // the same request twice is answered twice the same, so a lost answer costs nothing
  async request(body) {
    for (let attempt = 0; attempt < 2 && !this.ended; attempt++) {
      try {
        const response = await fetch(this.url, { method: 'POST', body, credentials: 'same-origin', signal: AbortSignal.timeout(REQUEST) })
        return { response, body: new Uint8Array(await response.arrayBuffer()) }
      } catch {
        if (!navigator.onLine) return null
      }
    }
    return null
  }

  // The page goes, and takes the request on its way along: what waits is sent as a session of its own, which depends
  // on no other request; a change that arrives twice counts once.
  part() {
    const body = pack('', 0, this.waiting.filter(isChange))
    if (!this.waiting.some(isChange) || body.length > PARTING) return
    fetch(this.url, { method: 'POST', body, credentials: 'same-origin', keepalive: true }).catch(() => {})
  }

  stop(code) {
    this.ended = true
    clearTimeout(this.timer)
    this.finish(code)
  }
}

const BATCH = 900000 // bytes; the server takes a little more

function batch(messages) {
  let size = 0
  let count = 0
  while (count < messages.length && (count === 0 || size + messages[count].length < BATCH)) size += messages[count++].length
  return [messages.slice(0, count), messages.slice(count)]
}

function once(call) {
  let called = false
  return (...values) => {
    if (called) return
    called = true
    call(...values)
  }
}
