// What the buttons and shortcuts do to the Markdown, so that nobody has to know it.
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorSelection } from '@codemirror/state'

const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)/
const BLOCK = /^(\s*)(?:#{1,6}\s+|[-*+]\s+|\d{1,9}[.)]\s+)/

export const bold = (view) => toggleInline(view, '**', 'StrongEmphasis')
export const italic = (view) => toggleInline(view, '*', 'Emphasis')
export const heading = (view) => toggleBlock(view, /^#{1,6}\s+/, () => '## ')
export const list = (view) => toggleBlock(view, /^[-*+]\s+/, () => '- ')
export const numberedList = (view) => toggleBlock(view, /^\d{1,9}[.)]\s+/, (index) => `${index + 1}. `)

function toggleInline(view, marks, name) {
  if (view.state.readOnly) return false
  const changes = view.state.changeByRange((range) => {
    const node = enclosing(view.state, range, name)
    return node ? unwrap(node, range, marks.length) : wrap(view.state, range, marks)
  })
  view.dispatch(changes, { userEvent: 'input', scrollIntoView: true })
  return true
}

function enclosing(state, { from, to }, name) {
  const tree = ensureSyntaxTree(state, to, 100)
  for (const side of [1, -1]) {
    for (let node = tree?.resolveInner(from, side); node; node = node.parent) {
      if (node.name === name && node.from <= from && node.to >= to) return node
    }
  }
  return null
}

function unwrap({ from, to }, range, length) {
  const shift = (position) => Math.min(Math.max(position - length, from), to - 2 * length)
  return {
    changes: [{ from, to: from + length }, { from: to - length, to }],
    range: EditorSelection.range(shift(range.anchor), shift(range.head)),
  }
}

function wrap(state, range, marks) {
  const word = range.empty ? state.wordAt(range.head) : null
  const parts = word ? [word] : range.empty ? [range] : trimmedLines(state, range)
  const changes = parts.flatMap(({ from, to }) => [{ from, insert: marks }, { from: to, insert: marks }])
  if (word) return { changes, range: EditorSelection.cursor(range.head + marks.length) }
  if (range.empty) return { changes: [{ from: range.from, insert: marks + marks }], range: EditorSelection.cursor(range.from + marks.length) }
  const all = marks.length * 2 * parts.length
  return { changes, range: EditorSelection.range(range.from + marks.length, Math.max(range.to + all - marks.length, range.from + marks.length)) }
}

// marks must touch the words and may not reach over a line
function trimmedLines(state, { from, to }) {
  const parts = []
  for (let position = from; position <= to; ) {
    const line = state.doc.lineAt(position)
    let start = Math.max(line.from, from)
    if (start === line.from) start += (BLOCK.exec(line.text)?.[0].length ?? 0)
    const end = Math.min(line.to, to)
    const text = start < end ? state.sliceDoc(start, end) : ''
    const lead = text.length - text.trimStart().length
    if (text.trim()) parts.push({ from: start + lead, to: start + lead + text.trim().length })
    position = line.to + 1
  }
  return parts
}

function toggleBlock(view, pattern, prefix) {
  if (view.state.readOnly) return false
  const { state } = view
  const { from, to } = state.selection.main
  const lines = []
  for (let number = state.doc.lineAt(from).number; number <= state.doc.lineAt(to).number; number++) lines.push(state.doc.line(number))
  const filled = lines.length > 1 ? lines.filter((line) => line.text.trim()) : lines
  const remove = filled.every((line) => pattern.test(line.text.trimStart()))
  const changes = filled.map((line, index) => {
    const indent = line.text.length - line.text.trimStart().length
    const old = (BLOCK.exec(line.text)?.[0].length ?? indent) - indent
    return { from: line.from + indent, to: line.from + indent + old, insert: remove ? '' : prefix(index) }
  })
  const set = state.changes(changes)
  view.dispatch({ changes: set, selection: state.selection.map(set, 1), userEvent: 'input', scrollIntoView: true })
  return true
}

// Enter goes on with the list; in an empty item it ends it
export function continueList(view) {
  const { state } = view
  const { main } = state.selection
  const line = state.doc.lineAt(main.head)
  const item = ITEM.exec(line.text)
  if (!item || state.readOnly || !main.empty || main.head < line.from + item[0].length) return false
  if (line.text.length === item[0].length) {
    view.dispatch({ changes: { from: line.from, to: line.to }, userEvent: 'delete' })
    return true
  }
  const [, indent, symbol, number, delimiter, space] = item
  const next = `\n${indent}${symbol ?? `${Number(number) + 1}${delimiter}`}${space}`
  view.dispatch(state.replaceSelection(next), { userEvent: 'input', scrollIntoView: true })
  return true
}

export function insertLink(view, address, text) {
  const { from, to } = view.state.selection.main
  const label = (text || view.state.sliceDoc(from, to) || address).replace(/[[\]\n]/g, ' ').trim()
  const insert = `[${label}](${address.replace(/[()\s]/g, encodeURIComponent)})`
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: 'input' })
  view.focus()
}
