// The editor itself: CodeMirror on a Y.Text, with preview, carets of others and an undo of one's own edits.
import { standardKeymap } from '@codemirror/commands'
import { Compartment, EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from 'y-codemirror.next'
import { remoteCarets } from './carets.js'
import * as commands from './commands.js'
import { pastedMarkdown } from './paste.js'
import { markdown, preview } from './preview.js'

const encoder = new TextEncoder()

export class Editor {
  constructor({ parent, ytext, awareness, undoManager, label, hint, limit, mayWrite, onLimit, onLink }) {
    this.writing = new Compartment()
    this.undoManager = undoManager
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: ytext.toString(),
        extensions: [
          Prec.high(keymap.of(shortcuts(onLink))),
          keymap.of([...yUndoManagerKeymap, ...standardKeymap]),
          EditorView.lineWrapping,
          markdown,
          preview,
          this.writing.of(rights(mayWrite, hint)),
          EditorView.contentAttributes.of({ 'aria-label': label, lang: 'nl', spellcheck: 'true', autocorrect: 'on', autocapitalize: 'sentences', class: 'lt-content' }),
          EditorView.domEventHandlers({ paste, mousedown: followLink }),
          shortEnough(() => limit(), onLimit),
          yCollab(ytext, null, { undoManager }),
          remoteCarets(ytext, awareness),
        ],
      }),
    })
  }

  // what stops being editable loses the focus, and the next space typed would scroll the page away from the text
  allow(mayWrite, hint) {
    const { view } = this
    const interrupted = view.hasFocus && !mayWrite && !view.state.readOnly
    this.undoManager.mayWrite = mayWrite
    view.dispatch({ effects: this.writing.reconfigure(rights(mayWrite, hint)) })
    if (!interrupted) return
    const stay = (event) => event.key === ' ' && event.preventDefault()
    view.contentDOM.focus({ preventScroll: true })
    view.contentDOM.addEventListener('keydown', stay)
    view.contentDOM.addEventListener('blur', () => view.contentDOM.removeEventListener('keydown', stay), { once: true })
  }

  append(words) {
    const { view } = this
    view.dispatch({ changes: { from: view.state.doc.length, insert: words }, userEvent: 'input.type' })
  }

  // a phone opens its keyboard for what gets the focus, not for what has it already
  toEnd() {
    const { view } = this
    view.dispatch({ selection: { anchor: view.state.doc.length } })
    view.contentDOM.blur()
    view.focus()
  }

  destroy() {
    this.view.destroy()
  }
}

function rights(mayWrite, hint) {
  return [
    placeholder(hint),
    EditorState.readOnly.of(!mayWrite),
    EditorView.editable.of(mayWrite),
    EditorView.contentAttributes.of(mayWrite ? {} : { 'aria-readonly': 'true', tabindex: '0' }),
  ]
}

function shortcuts(onLink) {
  return [
    { key: 'Mod-b', run: commands.bold, preventDefault: true },
    { key: 'Mod-i', run: commands.italic, preventDefault: true },
    { key: 'Mod-k', run: onLink, preventDefault: true },
    { key: 'Enter', run: commands.continueList },
  ]
}

function paste(event, view) {
  const text = event.clipboardData && !view.state.readOnly && pastedMarkdown(event.clipboardData)
  if (!text) return false
  event.preventDefault()
  view.dispatch(view.state.replaceSelection(text), { userEvent: 'input.paste', scrollIntoView: true })
  return true
}

function followLink(event, view) {
  const link = event.target.closest?.('a.lt-link')
  if (!link || !(event.ctrlKey || event.metaKey) || view.state.readOnly) return false
  event.preventDefault()
  window.open(link.href, '_blank', 'noopener')
  return true
}

// what does not fit is not put in, and said; what others send is never filtered, or the copies would differ
function shortEnough(limit, onLimit) {
  return EditorState.changeFilter.of((transaction) => {
    if (transaction.annotation(ySyncAnnotation) || transaction.newDoc.length <= transaction.startState.doc.length) return true
    const fits = transaction.newDoc.length * 3 <= limit() || encoder.encode(transaction.newDoc.toString()).length <= limit()
    if (!fits) queueMicrotask(onLimit)
    return fits
  })
}
