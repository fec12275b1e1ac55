// One live text: editor, connection, copy on this device, and what is said about them.
import * as Y from 'yjs'
import css from '../live_text.css'
import { whenBack } from './back.js'
import { h } from './dom.js'
import { Editor } from './editor.js'
import { guardReload, unsaved } from './guard.js'
import { LocalCopy, clearLocalTexts, copyName } from './local.js'
import { OwnEdits } from './own_edits.js'
import { PresenceList, announceOthers } from './presence.js'
import { LiveProvider } from './provider.js'
import { SaveStatus } from './status.js'
import { Toolbar } from './toolbar.js'
import { TypedAhead } from './typed_ahead.js'

const LIMIT = 256 * 1024
const OTHER_EPOCH = 4409
const OTHER_PARTY = 4412
const TOO_LONG = 4413
const TOO_MANY = 4429
const MALFORMED = 4400
const NOT_SIGNED_IN = 4401
const PATIENCE = 3000 // ms; without a connection people may write before they see what others wrote
const encoder = new TextEncoder()

const COMING = 'De tekst wordt opgehaald …'
const AHEAD = 'Dit komt erachter: '
const EMPTY = 'Hier staat nog niets.'
const SAID = {
  limit: 'Deze tekst kan niet langer worden. Wat u als laatste invoegde, past er niet meer bij.',
  noRight: 'U mag deze tekst niet meer wijzigen. Wat nog niet was opgeslagen, staat alleen hier; kopieer het als u het wilt bewaren.',
  gone: 'U heeft geen toegang meer tot deze tekst. Wat nog niet was opgeslagen, kunt u hier nog kopiëren.',
  signedOut: 'U bent niet meer ingelogd. Wat u typte, staat nog op dit apparaat. Open uw persoonlijke link opnieuw; dan wordt het opgeslagen.',
  otherParty:
    'U hoort nu bij een andere partij. Wat u typte en nog niet was opgeslagen, staat nog op dit apparaat; u kunt het hier kopiëren. Als u de pagina opnieuw laadt, gaat u verder namens uw nieuwe partij. Mag u ook dan in deze tekst schrijven, dan wordt het alsnog opgeslagen, als woorden van die partij.',
  many: 'U heeft deze tekst in heel veel vensters open; dit venster doet daarom even niet mee. Klik in de tekst of typ verder; dan doet het weer mee en wordt alles opgeslagen.',
  trouble: 'Typ gerust door en laat dit venster open. Zodra het weer kan, wordt alles opgeslagen.',
  here: 'U kunt nu typen.',
  broken: 'Er ging iets mis met deze tekst. Laad de pagina opnieuw; wat u typte, staat nog op dit apparaat.',
}

window.wijkakkoord = { ...window.wijkakkoord, clearLocalTexts, announceOthers, unsaved }

export class LiveText {
  constructor(host, options) {
    addStyle()
    this.options = options
    this.doc = new Y.Doc()
    this.provider = new LiveProvider(address(options), this.doc)
    this.provider.mayWrite = options.mayWrite
    const ytext = this.doc.getText('text')
    const { awareness } = this.provider
    const undoManager = new OwnEdits(ytext)
    this.status = new SaveStatus(this.provider)
    this.presence = new PresenceList(awareness)
    this.notice = h('div', { class: 'lt-notice', role: 'alert', hidden: true })
    this.field = h('div', { class: 'lt-field' })
    this.field.style.setProperty('--lt-lines', options.minLines)
    this.editor = new Editor({
      parent: this.field,
      ytext,
      awareness,
      undoManager,
      label: options.label,
      hint: COMING,
      limit: () => LIMIT,
      mayWrite: false,
      onLimit: () => this.say(SAID.limit),
      onLink: () => this.toolbar.askLink(),
    })
    this.toolbar = new Toolbar(this.editor.view, undoManager, options.label)
    this.spoken = h('div', { class: 'lt-unseen', 'aria-live': 'polite' })
    this.foot = h('div', { class: 'lt-foot' }, this.presence.element, this.status.element, this.spoken)
    this.root = h('div', { class: 'lt-root' }, this.toolbar.element, this.field, this.notice, this.foot)
    host.replaceChildren(this.root)
    host.liveText = this
    this.ahead = new TypedAhead(this.editor.view.contentDOM, () => this.showRights(this.provider.mayWrite))
    this.here = false // the text, as it is in the room or on this device
    this.impatient = setTimeout(() => this.begin(), PATIENCE)
    this.showRights(options.mayWrite)
    this.listen()
    this.unguard = guardReload(this)
    this.open()
  }

  async open() {
    await this.keepCopy()
    if (this.destroyed) return
    this.lookForCopy()
    this.copy?.complete?.then(() => this.destroyed || this.lookForCopy())
    this.provider.connect()
  }

  lookForCopy() {
    if (this.doc.store.clients.size) this.arrived()
  }

  // who may only read has nothing of their own to keep; who may write again begins a new copy
  async keepCopy() {
    await this.dropped
    if (!this.provider.mayWrite || this.copy || this.destroyed) return
    const { dossier, text, epoch, person } = this.options
    this.copy = new LocalCopy(copyName(dossier, text, epoch, person), this.doc, this.provider)
    await this.copy.opened()
  }

  dropCopy() {
    if (this.copy) this.dropped = this.copy.clear()
    this.copy = null
  }

  arrived() {
    if (this.here) return
    this.here = true
    this.begin()
  }

  // who writes before the text is here, writes in front of it or behind it; who already waits in it, waits at its end
  begin() {
    clearTimeout(this.impatient)
    if (this.begun) return this.showRights(this.provider.mayWrite)
    this.begun = true
    const { mayWrite } = this.provider
    const waits = mayWrite && this.editor.view.hasFocus
    const words = this.ahead.behind(this.markdown)
    this.showRights(mayWrite)
    if (mayWrite && words) this.editor.append(words)
    if (!waits) return
    this.editor.toEnd()
    this.spoken.textContent = SAID.here
  }

  listen() {
    this.provider.addEventListener('ended', ({ detail }) => this.ended(detail))
    this.provider.addEventListener('rights', () => this.rightsChanged())
    this.provider.addEventListener('refused', ({ detail }) => this.say(detail))
    this.provider.addEventListener('state', () => this.stateChanged())
    this.leaving = (event) => {
      if (this.unsaved && !this.copy?.works && !window.wijkakkoord.forgetting) event.preventDefault()
    }
    addEventListener('beforeunload', this.leaving)
  }

  get markdown() {
    return this.doc.getText('text').toString()
  }

  get unsaved() {
    return !this.provider.saved && this.provider.changes > 0
  }

  // whether a reload would lose nothing; nothing is ever confirmed to who may only read
  safe() {
    const { ended, synced, saved, mayWrite } = this.provider
    return Boolean(ended) || (synced && (saved || (!mayWrite && !this.unsaved)))
  }

  stateChanged() {
    if (this.provider.synced) this.arrived()
    if (this.provider.saved) this.copy?.saved()
    this.sayTrouble()
  }

  ended(code) {
    if (code === OTHER_EPOCH) {
      Promise.resolve(this.copy?.clear()).then(() => location.reload())
    } else if (code === TOO_LONG) {
      this.waitUntilShort()
    } else if (code === MALFORMED) {
      this.say(SAID.broken)
    } else if (code === NOT_SIGNED_IN) {
      this.waitUntilBack(SAID.signedOut)
    } else if (code === OTHER_PARTY) {
      this.waitUntilBack(SAID.otherParty)
    } else if (code === TOO_MANY) {
      this.waitUntilBack(SAID.many, this.root)
    } else {
      clearTimeout(this.impatient)
      this.provider.mayWrite = false
      this.dropCopy()
      this.showRights(false)
      this.say(SAID.gone)
    }
  }

  rightsChanged() {
    const { mayWrite, saved } = this.provider
    this.showRights(mayWrite)
    this.say(!mayWrite && !saved ? SAID.noRight : '')
    if (mayWrite) this.keepCopy()
    else this.dropCopy()
  }

  // the room has no place for this text; it is sent again once it is short enough
  waitUntilShort() {
    const look = () => {
      if (encoder.encode(this.markdown).length > LIMIT) return
      this.doc.off('update', look)
      this.say('')
      this.provider.resume()
    }
    this.doc.on('update', look)
  }

  // the copy on this device stays; whoever signs in again in another window, or has very many, comes back to this one
  waitUntilBack(words, inUse) {
    this.say(words)
    const goOn = () => {
      this.say('')
      this.provider.resume()
    }
    this.stopWaiting = whenBack(goOn, inUse)
  }

  showRights(mayWrite) {
    const hint = mayWrite ? this.options.placeholder : EMPTY
    const { words } = this.ahead
    const coming = this.provider.ended ? '' : words && !this.begun ? `${COMING} ${AHEAD}${words}` : COMING
    this.editor.allow(mayWrite && this.begun, this.here ? hint : coming)
    this.toolbar.element.inert = !this.begun
    this.root.classList.toggle('lt-reading', !mayWrite)
    this.toolbar.element.hidden = !mayWrite
    this.status.element.hidden = !mayWrite
  }

  // said while something waits for the disk, and taken back once it works again
  sayTrouble() {
    const { trouble, saved } = this.provider
    const words = trouble && !saved ? `${trouble} ${SAID.trouble}` : ''
    if (words === (this.troubled ?? '')) return
    this.troubled = words
    this.say(words)
  }

  say(words) {
    this.notice.textContent = words
    this.notice.hidden = !words
  }

  destroy() {
    this.destroyed = true
    clearTimeout(this.impatient)
    this.stopWaiting?.()
    removeEventListener('beforeunload', this.leaving)
    this.unguard()
    this.status.destroy()
    this.presence.destroy()
    this.editor.destroy()
    this.copy?.leaving()
    this.provider.destroy()
    this.copy?.close()
    this.doc.destroy()
  }
}

function address({ dossier, text, epoch, query }) {
  const search = new URLSearchParams(query)
  search.set('epoch', epoch)
  const path = `${window.path_prefix || ''}/live/${encodeURIComponent(dossier)}/${encodeURIComponent(text)}`
  return `${location.origin}${path}?${search}`
}

function addStyle() {
  if (document.getElementById('live-text-style')) return
  const style = h('style', { id: 'live-text-style' }, css)
  document.head.append(style)
}
