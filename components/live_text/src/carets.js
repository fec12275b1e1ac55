// Where the others are: their carets, with the name always in words, and what they have selected.
import { RangeSet, StateEffect } from '@codemirror/state'
import { Decoration, ViewPlugin, WidgetType } from '@codemirror/view'
import * as Y from 'yjs'

const moved = StateEffect.define()

class CaretWidget extends WidgetType {
  constructor(name, color, first) {
    super()
    Object.assign(this, { name, color, first })
  }

  eq(other) {
    return other.name === this.name && other.color === this.color && other.first === this.first
  }

  toDOM() {
    const caret = document.createElement('span')
    caret.className = this.first ? 'lt-caret lt-caret-first' : 'lt-caret'
    caret.style.setProperty('--lt-person', this.color)
    // a screen reader would read the name as part of the text; the list of people says it instead
    caret.setAttribute('aria-hidden', 'true')
    const flag = document.createElement('span')
    flag.className = 'lt-flag'
    flag.style.color = readableOn(this.color)
    flag.textContent = this.name
    caret.append('\u2060', flag)
    return caret
  }

  ignoreEvent() {
    return true
  }
}

export function remoteCarets(ytext, awareness) {
  return ViewPlugin.fromClass(
    class {
      constructor(view) {
        this.decorations = RangeSet.empty
        this.view = view
        this.listener = ({ added, updated, removed }) => {
          const others = added.concat(updated, removed).some((client) => client !== awareness.clientID)
          // while an update of the text is being applied the view may not be touched
          if (others) queueMicrotask(() => !this.gone && view.dispatch({ effects: moved.of(null) }))
        }
        awareness.on('change', this.listener)
        this.decorations = draw(view.state, ytext, awareness)
      }

      update(update) {
        const told = update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(moved)))
        if (update.docChanged || update.selectionSet || update.focusChanged) queueMicrotask(() => this.publish())
        if (!told && !update.docChanged) return
        // a position at the very end stays the same for its owner, who then says nothing; so it is looked up anew
        const inStep = update.state.doc.length === ytext.length
        this.decorations = inStep ? draw(update.state, ytext, awareness) : this.decorations.map(update.changes)
      }

      publish() {
        if (this.gone) return
        const { main } = this.view.state.selection
        const local = awareness.getLocalState()
        if (!local || this.view.state.doc.length !== ytext.length) return
        const at = (index) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(ytext, index))
        const cursor = this.view.hasFocus ? { anchor: at(main.anchor), head: at(main.head) } : null
        if (JSON.stringify(cursor) !== JSON.stringify(local.cursor ?? null)) awareness.setLocalStateField('cursor', cursor)
      }

      destroy() {
        this.gone = true
        awareness.off('change', this.listener)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  )
}

function draw(state, ytext, awareness) {
  const ranges = []
  for (const [client, { user, cursor }] of awareness.getStates()) {
    if (client === awareness.clientID || !cursor || !user) continue
    const anchor = position(cursor.anchor, ytext, state)
    const head = position(cursor.head, ytext, state)
    if (anchor === null || head === null) continue
    if (anchor !== head) {
      const style = `background-color: ${cssColor(user.color)}38`
      ranges.push(Decoration.mark({ attributes: { style } }).range(Math.min(anchor, head), Math.max(anchor, head)))
    }
    const first = state.doc.lineAt(head).number === 1
    const widget = new CaretWidget(user.name, cssColor(user.color), first)
    ranges.push(Decoration.widget({ widget, side: head > anchor ? -1 : 1 }).range(head))
  }
  return Decoration.set(ranges, true)
}

function position(json, ytext, state) {
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), ytext.doc)
    return found && found.type === ytext ? Math.min(found.index, state.doc.length) : null
  } catch {
    return null // others send this
  }
}

function cssColor(color) {
  return /^#[0-9a-f]{6}$/i.test(color) ? color : '#5b6472'
}

function readableOn(color) {
  const [r, g, b] = [1, 3, 5].map((at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#10151c' : '#ffffff'
}
