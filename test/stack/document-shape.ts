import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { repositoryRoot } from './repository.js'

const markdown = new MarkdownIt({ html: true, linkify: false })
type Token = ReturnType<typeof markdown.parse>[number]

/** What two languages of a document have in common. */
export interface DocumentShape {
  /** Levels of the headings, in their order. */
  readonly headings: readonly string[]
  /** Language and text of the code blocks, without comments, which are written for people. */
  readonly blocks: readonly string[]
  /** Rows × columns of each table, and the code in its first column. */
  readonly tables: readonly string[]
  /** Where links lead: a file from the root, and which heading of it. */
  readonly links: readonly string[]
}

/** @param toEnglish - the document whose translation a path is; any other path as it is */
export function shapeOf(document: string, toEnglish: (path: string) => string): DocumentShape {
  const tokens = tokensOf(document)
  const inline = tokens.flatMap(({ children }) => children ?? [])
  const links = inline.flatMap((token) => token.attrGet('href') ?? token.attrGet('src') ?? [])
  return {
    headings: tokens.filter(({ type }) => type === 'heading_open').map(({ tag }) => tag),
    blocks: tokens
      .filter(({ type }) => type === 'fence')
      .map(({ info, content }) => `${info}\n${withoutComments(info, content)}`),
    tables: tablesOf(tokens),
    links: links.map((link) => targetOf(document, link, toEnglish)),
  }
}

/** The anchors that GitHub makes of a document's headings, and the site after it. */
export function anchorsOf(document: string): string[] {
  const tokens = tokensOf(document)
  const seen = new Map<string, number>()
  return tokens.flatMap(({ type }, index) => {
    if (type !== 'heading_open') return []
    const anchor = slugOf(plainText(tokens[index + 1]))
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    return [before === 0 ? anchor : `${anchor}-${before}`]
  })
}

function tokensOf(document: string): Token[] {
  return markdown.parse(readFileSync(join(repositoryRoot, document), 'utf8'), {})
}

function plainText(heading: Token | undefined): string {
  return (heading?.children ?? []).map(({ content }) => content).join('')
}

export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

function withoutComments(language: string, text: string): string {
  const mark = /\b(?:js|ts|php|json)\b/.test(language) ? /(^|\s)\/\/.*|\/\*\*.*\*\//g : /(^|\s)#(?!!).*/g
  const isCommented = /\b(?:js|ts|php|json|sh)\b/.test(language)
  const lines = text.split('\n').map((line) => (isCommented ? line.replaceAll(mark, '').trimEnd() : line))
  return lines.join('\n')
}

function tablesOf(tokens: readonly Token[]): string[] {
  const tables: string[] = []
  let [rows, cells, keys] = [0, 0, [] as string[]]
  tokens.forEach(({ type }, index) => {
    if (type === 'table_open') [rows, cells, keys] = [0, 0, []]
    if (type === 'tr_open') {
      rows += 1
      const first = tokens[index + 2]?.children ?? []
      keys.push(...first.filter((token) => token.type === 'code_inline').map(({ content }) => content))
    }
    if (type === 'th_open' || type === 'td_open') cells += 1
    if (type === 'table_close') tables.push(`${rows} × ${cells / rows}: ${keys.join(' ')}`)
  })
  return tables
}

/** A heading is known by its place: its words are those of the language. */
function targetOf(document: string, link: string, toEnglish: (path: string) => string): string {
  if (/^[a-z]+:/.test(link)) return link
  const [path = '', anchor] = decodeURI(link).split('#')
  const target = path === '' ? document : join(dirname(document), path)
  const heading = anchor === undefined ? '' : ` ${anchorsOf(target).indexOf(anchor)}`
  return `${toEnglish(target)}${heading}`
}
