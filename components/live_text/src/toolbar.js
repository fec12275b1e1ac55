// The buttons above the text: one tab stop, arrow keys in between, and the selection stays while they are used.
import * as commands from './commands.js'
import { h } from './dom.js'
import { safeLink } from './preview.js'

const ICONS = {
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  italic: 'M10 5h8M6 19h8M14 5l-4 14',
  heading: 'M6 5v14M18 5v14M6 12h12',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  numbers: 'M11 6h9M11 12h9M11 18h9M4 5l1.5-1v5M4 15.4c.3-1.6 3.2-1.4 3 .3-.1 1-1 1.6-3 3.3h3.2',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2',
  undo: 'M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 0 11H11',
  redo: 'm15 14 5-5-5-5M20 9H9.5a5.5 5.5 0 0 0 0 11H13',
}
const ARROWS = { ArrowRight: 1, ArrowLeft: -1 }

export class Toolbar {
  constructor(view, undoManager, label) {
    this.view = view
    this.buttons = [
      this.button('Vet', 'bold', 'Ctrl+B', () => commands.bold(view)),
      this.button('Cursief', 'italic', 'Ctrl+I', () => commands.italic(view)),
      this.button('Kop', 'heading', '', () => commands.heading(view)),
      this.button('Lijst', 'list', '', () => commands.list(view)),
      this.button('Genummerde lijst', 'numbers', '', () => commands.numberedList(view)),
      this.button('Link', 'link', 'Ctrl+K', () => this.askLink()),
      this.button('Ongedaan maken', 'undo', 'Ctrl+Z', () => undoManager.undo()),
      this.button('Opnieuw', 'redo', 'Ctrl+Y', () => undoManager.redo()),
    ]
    const bar = h('div', { class: 'lt-toolbar', role: 'toolbar', 'aria-label': `Opmaak van ${label}` }, ...this.buttons)
    bar.addEventListener('keydown', (event) => this.move(event))
    this.form = this.linkForm()
    this.element = h('div', { class: 'lt-tools' }, bar, this.form)
    this.stop(0)
  }

  button(name, icon, keys, run) {
    const act = () => {
      run()
      if (icon !== 'link') this.view.focus()
    }
    const title = keys ? `${name} (${keys})` : name
    const button = h('button', { type: 'button', class: 'lt-button', 'aria-label': name, title, onclick: act })
    button.addEventListener('mousedown', (event) => event.preventDefault()) // keeps the selection
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${ICONS[icon]}"/></svg>`
    if (icon === 'undo' || icon === 'redo' || icon === 'link') button.dataset.group = icon === 'link' ? 'last' : 'history'
    return button
  }

  move(event) {
    const at = this.buttons.indexOf(document.activeElement)
    const last = this.buttons.length - 1
    const next = { Home: 0, End: last }[event.key] ?? (at + (ARROWS[event.key] ?? NaN) + last + 1) % (last + 1)
    if (Number.isNaN(next)) return
    event.preventDefault()
    this.stop(next)
    this.buttons[next].focus()
  }

  stop(current) {
    this.buttons.forEach((button, index) => button.setAttribute('tabindex', index === current ? '0' : '-1'))
  }

  linkForm() {
    this.address = h('input', { class: 'lt-address', type: 'text', inputmode: 'url', 'aria-label': 'Adres van de link', placeholder: 'https://… of een e-mailadres' })
    this.problem = h('span', { class: 'lt-problem', role: 'alert' })
    const cancel = h('button', { type: 'button', class: 'lt-plain', onclick: () => this.closeLink() }, 'Annuleren')
    const form = h('form', { class: 'lt-linkform', hidden: true, onsubmit: (event) => this.link(event) }, this.address, h('button', { class: 'lt-primary' }, 'Invoegen'), cancel, this.problem)
    form.addEventListener('keydown', (event) => event.key === 'Escape' && this.closeLink())
    return form
  }

  askLink() {
    this.problem.textContent = ''
    this.form.hidden = false
    this.address.value = ''
    this.address.focus()
    return true
  }

  closeLink() {
    this.form.hidden = true
    this.view.focus()
  }

  link(event) {
    event.preventDefault()
    const address = completed(this.address.value.trim())
    if (!address) {
      this.problem.textContent = 'Vul een adres in dat begint met https://, of een e-mailadres.'
      return
    }
    this.form.hidden = true
    commands.insertLink(this.view, address)
  }
}

function completed(typed) {
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return safeLink(`mailto:${typed}`)
  const secure = typed.replace(/^http:\/\//i, 'https://')
  return safeLink(/^[a-z][a-z0-9+.-]*:/i.test(secure) ? secure : secure.includes('.') ? `https://${secure}` : '')
}
