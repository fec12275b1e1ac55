// Who is in this text, in words.
import { h } from './dom.js'

const QUIET = 20000 // ms; somebody who goes on typing is announced again after this silence

export class PresenceList {
  constructor(awareness) {
    this.awareness = awareness
    this.names = h('ul', { class: 'lt-people', 'aria-label': 'Nu hier' })
    this.spoken = h('div', { class: 'lt-unseen', 'aria-live': 'polite' })
    this.element = h('div', { class: 'lt-presence' }, this.names, this.spoken)
    this.typing = new Map()
    this.refresh = ({ updated }) => {
      this.update()
      this.announce(updated)
    }
    awareness.on('change', this.refresh)
    this.update()
  }

  update() {
    const people = new Map()
    for (const [client, { user }] of this.awareness.getStates()) {
      if (client !== this.awareness.clientID && user) people.set(fullName(user), user)
    }
    const shown = [...people].sort(([a], [b]) => a.localeCompare(b, 'nl'))
    const key = JSON.stringify(shown)
    if (key === this.key) return
    this.key = key
    this.names.replaceChildren(...shown.map(([name, user]) => person(name, user)))
    this.element.dataset.people = shown.length
  }

  // cursors of others move when they type; said once per burst, and only to those who want to hear it
  announce(clients) {
    if (isSilent()) return
    for (const client of clients) {
      const { user } = this.awareness.getStates().get(client) ?? {}
      if (client === this.awareness.clientID || !user) continue
      const before = this.typing.get(client) ?? 0
      this.typing.set(client, Date.now())
      if (Date.now() - before > QUIET) this.spoken.textContent = `${fullName(user)} werkt in deze tekst`
    }
  }

  destroy() {
    this.awareness.off('change', this.refresh)
  }
}

const SILENT = 'wijkakkoord-stil'

// a choice of this reader, kept on this device: whether "Henk werkt in deze tekst" is read aloud
export function announceOthers(wanted) {
  localStorage.setItem(SILENT, wanted ? '0' : '1')
}

function isSilent() {
  try {
    return localStorage.getItem(SILENT) === '1'
  } catch {
    return false // forbidden by the browser's settings
  }
}

export function fullName({ name, party }) {
  return party ? `${name} (${party})` : name
}

function person(name, { color }) {
  const dot = h('span', { class: 'lt-dot', 'aria-hidden': 'true' })
  dot.style.backgroundColor = color
  return h('li', { class: 'lt-person' }, dot, name)
}
