// What is pasted from Word, Outlook or a web page keeps its headings, lists, links and emphasis, as Markdown.
import TurndownService from 'turndown'
import { safeLink } from './preview.js'

const FORMATTED = /<(?:b|strong|i|em|h[1-6]|ul|ol|li|a|table)\b|mso-list|font-weight|font-style/i

const service = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', emDelimiter: '*', codeBlockStyle: 'fenced' })
service.remove(['style', 'script', 'meta', 'title', 'xml'])
service.addRule('links', {
  filter: 'a',
  replacement: (text, node) => (safeLink(node.getAttribute('href') ?? '') && text.trim() ? `[${text.trim()}](${node.getAttribute('href')})` : text),
})
service.addRule('pictures', { filter: ['img', 'svg', 'picture'], replacement: () => '' })
service.addRule('items', {
  filter: 'li',
  replacement: (text, node) => {
    const ordered = node.parentNode?.nodeName === 'OL'
    const number = [...(node.parentNode?.children ?? [])].filter((child) => child.nodeName === 'LI').indexOf(node) + 1
    const marks = ordered ? `${number}. ` : '- '
    return `${marks}${text.trim().replace(/\n+/g, `\n${' '.repeat(marks.length)}`)}\n`
  },
})
service.addRule('rows', {
  filter: 'tr',
  replacement: (_, node) => `${[...node.children].map((cell) => cell.textContent.trim().replace(/\s+/g, ' ')).join(' – ')}\n\n`,
})

export function pastedMarkdown(clipboard) {
  const html = clipboard.getData('text/html')
  if (!html || !FORMATTED.test(html)) return null
  const page = new DOMParser().parseFromString(html, 'text/html')
  clean(page)
  listsFromWord(page)
  emphasisFromStyle(page)
  for (const title of page.querySelectorAll('h1')) replaceTag(title, 'h2')
  return service.turndown(page.body).replace(/\u00a0/g, ' ').replace(/[ \t]+$/gm, '').trim()
}

function clean(page) {
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT)
  const found = []
  while (comments.nextNode()) found.push(comments.currentNode)
  for (const comment of found) comment.remove()
  for (const marker of page.querySelectorAll('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]')) {
    const paragraph = marker.closest('p')
    if (paragraph && !paragraph.dataset.marker) paragraph.dataset.marker = marker.textContent.trim()
    marker.remove()
  }
  for (const element of page.querySelectorAll('o\\:p')) element.replaceWith(...element.childNodes)
}

// Word writes lists as paragraphs that only look like a list
function listsFromWord(page) {
  const levels = []
  let previous = null
  for (const paragraph of [...page.querySelectorAll('p')]) {
    const level = Number(/mso-list:[^;"']*level(\d)/i.exec(paragraph.getAttribute('style') ?? '')?.[1] ?? 0)
    if (!level && !paragraph.dataset.marker) continue
    if (previous !== paragraph.previousElementSibling || !previous) levels.length = 0
    const depth = Math.max(level, 1)
    levels.length = Math.min(levels.length, depth)
    while (levels.length < depth) levels.push(newList(page, paragraph, levels.at(-1)))
    const item = page.createElement('li')
    item.append(...paragraph.childNodes)
    levels.at(-1).append(item)
    paragraph.remove()
    previous = levels[0]
  }
}

function newList(page, paragraph, parent) {
  const list = page.createElement(/^[\da-z]{1,3}[.)]/i.test(paragraph.dataset.marker ?? '') ? 'ol' : 'ul')
  if (parent) (parent.lastElementChild ?? parent).append(list)
  else paragraph.before(list)
  return list
}

function emphasisFromStyle(page) {
  for (const element of page.querySelectorAll('b, strong')) {
    if (/^(normal|400)$/.test(element.style.fontWeight)) replaceTag(element, 'span') // Google Docs wraps everything so
  }
  for (const element of page.querySelectorAll('span')) {
    if (/^(bold|[6-9]00)$/.test(element.style.fontWeight)) wrapChildren(element, 'strong')
    if (element.style.fontStyle === 'italic') wrapChildren(element, 'em')
  }
}

function wrapChildren(element, tag) {
  const inner = element.ownerDocument.createElement(tag)
  inner.append(...element.childNodes)
  element.append(inner)
}

function replaceTag(element, tag) {
  const other = element.ownerDocument.createElement(tag)
  other.append(...element.childNodes)
  element.replaceWith(other)
}
