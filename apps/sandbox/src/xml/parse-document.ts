import { XMLParser, XMLValidator } from 'fast-xml-parser'

const LISTS = new Set(['contact', 'component', 'parameter'])
const MAX_DEPTH = 16

/** Numbers stay text. Of the HTML entities only numeric ones get as far as this. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@_',
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
  isArray: (name) => LISTS.has(name),
})

/**
 * The tree of an XML 1.0 document in UTF-8, attributes as `@_name`; `undefined` for anything else, and for a document
 * with a DOCTYPE, which the interface has no use for.
 */
export function parseDocument(text: string): unknown {
  const document = text.replace(/^\uFEFF/, '').trimStart()
  if (XMLValidator.validate(document) !== true || hasForbidden(document)) return undefined
  try {
    return parser.parse(document)
  } catch {
    return undefined
  }
}

/** What the library lets pass: control characters, entities nobody has declared, and DOCTYPE. */
function hasForbidden(document: string): boolean {
  if (/(?![\t\n\r\u007F-\u009F])\p{Cc}/u.test(document)) return true
  const markup = document.replaceAll(/<!\[CDATA\[.*?\]\]>|<!--.*?-->/gs, '')
  return /<!DOCTYPE|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});)/.test(markup)
}
