// Three honest states, and a fourth for when the server's disk refuses. "Opgeslagen" means: on that disk.
import { h } from './dom.js'

export const SAVED = 'Opgeslagen'
export const SAVING = 'Bezig met opslaan'
export const REFUSED = 'Nog niet opgeslagen: uw tekst staat nog op dit apparaat'
export const OFFLINE = 'Geen verbinding: uw tekst staat nog op dit apparaat'

const NAMES = { [SAVED]: 'saved', [SAVING]: 'saving', [REFUSED]: 'offline', [OFFLINE]: 'offline' }
const LOST = new Set([REFUSED, OFFLINE])
const CALM = 350 // ms; "Opgeslagen" comes a little later than it could, so that it does not flicker while typing
const GRACE = 1500 // ms; a short break of the line is no news as long as everything is saved

export class SaveStatus {
  constructor(provider) {
    this.provider = provider
    this.element = h('div', { class: 'lt-status', role: 'status' })
    this.started = Date.now()
    this.lost = 0
    this.refresh = () => this.update()
    provider.addEventListener('state', this.refresh)
    this.later(GRACE)
  }

  update() {
    const { provider } = this
    if (provider.connected) this.lost = 0
    else if (!this.lost) {
      this.lost = Date.now()
      this.later(GRACE)
    }
    const state = this.state()
    if (state !== SAVED || this.shown === null) return this.show(state)
    clearTimeout(this.calm)
    this.calm = setTimeout(() => this.show(this.state()), this.shown === SAVING ? CALM : 0)
  }

  state() {
    const { provider } = this
    if (provider.connected && !provider.ended) return provider.saved ? SAVED : provider.trouble ? REFUSED : SAVING
    if (provider.saved && !provider.ended && Date.now() - this.lost < GRACE) return SAVED
    return Date.now() - this.started < GRACE && provider.savedChanges < 0 && !provider.changes ? null : OFFLINE
  }

  show(state) {
    if (state === this.shown || state === null) return
    // read aloud only what matters: that nothing can be saved, and that it can again
    const matters = LOST.has(state) || LOST.has(this.shown)
    this.element.setAttribute('aria-live', matters ? 'polite' : 'off')
    this.shown = state
    this.element.dataset.state = NAMES[state]
    this.element.textContent = state
  }

  later(milliseconds) {
    setTimeout(() => !this.destroyed && this.update(), milliseconds + 20)
  }

  destroy() {
    this.destroyed = true
    clearTimeout(this.calm)
    this.provider.removeEventListener('state', this.refresh)
  }
}
