// Live preview: Markdown looks as it is meant; its marks appear only on the lines that are being edited.
import { Language, defineLanguageFacet, ensureSyntaxTree, languageDataProp, syntaxTree } from '@codemirror/language'
import { Decoration, ViewPlugin, WidgetType } from '@codemirror/view'
import { parser } from '@lezer/markdown'

const data = defineLanguageFacet({})

// HTML is not a part of our texts: what is typed is shown as typed
export const markdown = new Language(
  data,
  parser.configure([{ remove: ['HTMLBlock', 'HTMLTag'], props: [languageDataProp.add({ Document: data })] }]),
  [],
  'markdown',
)

class Bullet extends WidgetType {
  eq() {
    return true
  }

  toDOM() {
    const bullet = document.createElement('span')
    bullet.className = 'lt-mark-list lt-bullet'
    bullet.textContent = '•'
    return bullet
  }
}

const hide = Decoration.replace({})
const bullet = Decoration.replace({ widget: new Bullet() })
const strong = Decoration.mark({ class: 'lt-strong' })
const emphasis = Decoration.mark({ class: 'lt-emphasis' })
const mark = Decoration.mark({ class: 'lt-mark' })
const listMark = Decoration.mark({ class: 'lt-mark-list' })
const code = Decoration.mark({ class: 'lt-code' })
const quote = Decoration.line({ class: 'lt-quote' })

const HIDDEN = new Set(['HeaderMark', 'EmphasisMark', 'QuoteMark', 'CodeMark'])

export const preview = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = decorate(view)
      this.tree = syntaxTree(view.state)
    }

    update(update) {
      const tree = syntaxTree(update.state)
      if (update.docChanged || update.viewportChanged || update.selectionSet || update.focusChanged || tree !== this.tree) {
        this.decorations = decorate(update.view)
        this.tree = tree
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

function decorate(view) {
  const { state } = view
  const tree = ensureSyntaxTree(state, view.viewport.to, 50) ?? syntaxTree(state)
  const ranges = []
  const active = activeLines(view)
  const context = { state, ranges, isActive: (position) => active.has(state.doc.lineAt(position).number) }
  for (const { from, to } of view.visibleRanges) {
    tree.iterate({ from, to, enter: (node) => decorateNode(node, context) })
  }
  return Decoration.set(ranges, true)
}

function activeLines(view) {
  const lines = new Set()
  if (!view.hasFocus || view.state.readOnly) return lines
  for (const { from, to } of view.state.selection.ranges) {
    const last = view.state.doc.lineAt(to).number
    for (let line = view.state.doc.lineAt(from).number; line <= last; line++) lines.add(line)
  }
  return lines
}

function decorateNode(node, context) {
  const { ranges, isActive } = context
  const heading = /^(?:ATX|Setext)Heading(\d)$/.exec(node.name)
  if (heading) ranges.push(headingLine(Number(heading[1])).range(context.state.doc.lineAt(node.from).from))
  else if (node.name === 'StrongEmphasis') ranges.push(strong.range(node.from, node.to))
  else if (node.name === 'Emphasis') ranges.push(emphasis.range(node.from, node.to))
  else if (node.name === 'InlineCode') ranges.push(code.range(node.from, node.to))
  else if (node.name === 'Blockquote') eachLine(node, context.state, (from) => ranges.push(quote.range(from)))
  else if (node.name === 'ListItem') decorateItem(node, context)
  else if (node.name === 'Link') decorateLink(node, context)
  else if (node.name === 'Escape' && !isActive(node.from)) ranges.push(hide.range(node.from, node.from + 1))
  else if (HIDDEN.has(node.name)) hideMark(node, context)
}

function headingLine(level) {
  return Decoration.line({ class: `lt-heading lt-heading-${Math.min(level, 4)}`, attributes: { role: 'heading', 'aria-level': String(level) } })
}

function hideMark(node, { state, ranges, isActive }) {
  if (isActive(node.from)) return ranges.push(mark.range(node.from, node.to))
  const block = node.name === 'HeaderMark' || node.name === 'QuoteMark'
  const space = block && state.sliceDoc(node.to, node.to + 1) === ' ' ? 1 : 0
  return ranges.push(hide.range(node.from, node.to + space))
}

function decorateItem(node, { state, ranges, isActive }) {
  const found = node.node.getChild('ListMark')
  if (!found) return
  let depth = 0
  for (let parent = node.node.parent; parent; parent = parent.parent) if (/List$/.test(parent.name)) depth += 1
  const line = state.doc.lineAt(node.from)
  ranges.push(Decoration.line({ class: 'lt-item', attributes: { style: `--lt-depth: ${depth}` } }).range(line.from))
  if (found.from > line.from && !isActive(found.from)) ranges.push(hide.range(line.from, found.from))
  const space = state.sliceDoc(found.to, found.to + 1) === ' ' ? 1 : 0
  const ordered = node.node.parent?.name === 'OrderedList'
  ranges.push((ordered || isActive(found.from) ? listMark : bullet).range(found.from, found.to + space))
}

function decorateLink(node, { state, ranges, isActive }) {
  const url = node.node.getChild('URL')
  const [open, close] = node.node.getChildren('LinkMark')
  if (!url || !close || open.to >= close.from) return
  const href = safeLink(state.sliceDoc(url.from, url.to))
  if (!href) return
  const attributes = { href, target: '_blank', rel: 'noopener noreferrer', title: `${href} (openen: Ctrl ingedrukt houden en klikken)` }
  ranges.push(Decoration.mark({ tagName: 'a', class: 'lt-link', attributes }).range(open.to, close.from))
  const look = isActive(node.from) ? mark : hide
  ranges.push(look.range(open.from, open.to), look.range(close.from, node.to))
}

// others type these addresses
export function safeLink(address) {
  return /^(https:\/\/[^\s<>"]+|mailto:[^\s<>"]+)$/i.test(address) ? address : null
}

function eachLine(node, state, call) {
  const last = state.doc.lineAt(node.to).number
  for (let number = state.doc.lineAt(node.from).number; number <= last; number++) call(state.doc.line(number).from)
}
