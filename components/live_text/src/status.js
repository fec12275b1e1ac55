// Three honest states. "Opgeslagen" means: on the server's disk.
import { h } from './dom.js'

export const SAVED = 'Opgeslagen'
export const SAVING = 'Bezig met opslaan'
export const OFFLINE = 'Geen verbinding: uw tekst staat nog op dit apparaat'

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
    if (provider.connected && !provider.ended) return provider.saved ? SAVED : SAVING
    if (provider.saved && !provider.ended && Date.now() - this.lost < GRACE) return SAVED
    return Date.now() - this.started < GRACE && provider.savedChanges < 0 && !provider.changes ? null : OFFLINE
  }

  show(state) {
    if (state === this.shown || state === null) return
    // read aloud only what matters: that the line is lost, and that it is back
    this.element.setAttribute('aria-live', state === OFFLINE || this.shown === OFFLINE ? 'polite' : 'off')
    this.shown = state
    this.element.dataset.state = { [SAVED]: 'saved', [SAVING]: 'saving', [OFFLINE]: 'offline' }[state]
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
