import { XMLParser } from 'fast-xml-parser'
import type { XmlElement } from './element.js'
import { resolveReferences } from './escape-xml.js'
import { InvalidXmlError } from './invalid-xml-error.js'
import { defaultLimits, longestTag, type XmlLimits } from './xml-limits.js'

/**
 * Reads what Hi Flow may answer: several roots, text around them, tags that do not match, unknown entities. What is cut
 * off in the middle has no text. Size, tags' length, DOCTYPE and entity declarations are judged before anything is
 * parsed, depth and number of elements while it is.
 * @throws InvalidXmlError
 */
export function readLenientXml(text: string, limits: XmlLimits): XmlElement[] {
  const { maxLength, maxDepth, maxElements } = { ...defaultLimits, ...limits }
  if (text.length > maxLength) throw new InvalidXmlError('too-large')
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new InvalidXmlError('doctype')
  const document = text.trim()
  if (hasLongTag(document)) throw new InvalidXmlError('too-large')
  let elements = 0
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    trimValues: false,
    jPath: false,
    // Its own limit has no error code; this one can only be met when the counting below has failed.
    maxNestedTags: maxDepth + 1,
    // Its own decoder limits the sum of all references in a document.
    entityDecoder: {
      decode: resolveReferences,
      setExternalEntities: () => {},
      addInputEntities: () => {},
      reset: () => {},
      setXmlVersion: () => {},
    },
    updateTag: (name, path) => {
      elements++
      if (elements > maxElements) throw new InvalidXmlError('too-many')
      if (typeof path !== 'string' && path.getDepth() > maxDepth) throw new InvalidXmlError('too-deep')
      return name
    },
  })
  try {
    return elementsOf(parser.parse(document))
  } catch (error) {
    throw error instanceof InvalidXmlError ? error : new InvalidXmlError('not-xml')
  }
}

/** What fast-xml-parser gives with `preserveOrder`: one key with the name and, under `:@`, the attributes. */
type ParsedNode = Readonly<Record<string, unknown>>

const attributesKey = ':@'
const textKey = '#text'
const noAttributes: ReadonlyMap<string, string> = new Map()

/** The parser's nodes as elements. As deep as the parser has allowed. */
function elementsOf(nodes: readonly ParsedNode[]): XmlElement[] {
  const elements: XmlElement[] = []
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== attributesKey)
    if (name !== undefined && name !== textKey) elements.push(elementOf(name, node))
  }
  return elements
}

function elementOf(name: string, node: ParsedNode): XmlElement {
  const nodes = (node[name] ?? []) as readonly ParsedNode[]
  return {
    name: name.toLowerCase(),
    attributes: attributesOf(node[attributesKey] as Readonly<Record<string, string>> | undefined),
    children: elementsOf(nodes),
    text: nodes
      .map((child) => (typeof child[textKey] === 'string' ? child[textKey] : ''))
      .join('')
      .trim(),
  }
}

function attributesOf(attributes: Readonly<Record<string, string>> | undefined): ReadonlyMap<string, string> {
  if (attributes === undefined) return noAttributes
  return new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value.trim()]))
}

/**
 * Whether a tag of the document is longer than any can be. The parser takes a tag's attributes apart all at once, which
 * costs it hundreds of bytes for each byte of theirs. Markup is told from text exactly as the parser does it.
 */
function hasLongTag(document: string): boolean {
  let at = document.indexOf('<')
  while (at !== -1) {
    const end = endOfMarkup(document, at)
    if (end === 'too-long') return true
    at = end === -1 ? -1 : document.indexOf('<', end)
  }
  return false
}

/** Where the markup ends; -1 where it never does, as the parser will say. */
function endOfMarkup(document: string, at: number): number | 'too-long' {
  if (document.startsWith('<!--', at)) return document.indexOf('-->', at + 4)
  if (document.startsWith('<![', at)) return document.indexOf(']]>', at)
  if (document.startsWith('</', at)) return document.indexOf('>', at)
  return endOfTag(document, at, document.startsWith('<?', at) ? '?>' : '>')
}

/** What stands in quotes cannot end a tag. */
function endOfTag(document: string, start: number, end: string): number | 'too-long' {
  for (let at = start + 1; at < document.length; at++) {
    if (at - start > longestTag) return 'too-long'
    const character = document[at]
    if (character === '"' || character === "'") {
      at = document.indexOf(character, at + 1)
      if (at === -1) return -1
    } else if (document.startsWith(end, at)) return at
  }
  return -1
}
