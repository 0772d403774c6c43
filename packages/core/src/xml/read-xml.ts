import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { fitsXml, resolveReferences } from './characters.js'
import type { XmlElement } from './element.js'
import { hasLongTag } from './has-long-tag.js'
import { InvalidXmlError } from './invalid-xml-error.js'
import { elementsOf } from './parsed-nodes.js'

export interface XmlLimits {
  /** UTF-16 units. */
  readonly maxLength: number
  /** Default 16. */
  readonly maxDepth?: number
  /** Default 300,000: 10,000 contacts with 27 parameters each. */
  readonly maxElements?: number
}

/**
 * Reads one well-formed document. A declaration may be missing; a BOM and space before it do no harm. Size, tags'
 * length, DOCTYPE and entity declarations (wherever they stand) are judged before anything is parsed, depth and number
 * of elements while it is.
 * Values stay text.
 * @throws InvalidXmlError
 */
export function readXml(text: string, limits: XmlLimits): XmlElement {
  const document = trimmed(text, limits)
  if (!fitsXml(document)) throw new InvalidXmlError('not-xml')
  const roots = parse(document, limits, 'refuse')
  const place = placeOfMistake(document)
  const root = roots[0]
  if (place !== undefined || root === undefined || roots.length > 1)
    throw new InvalidXmlError('not-xml', place)
  return root
}

/**
 * Reads what Hi Flow may answer: several roots, text around them, tags that do not match, unknown entities. What is cut
 * off in the middle has no text. The limits, and the ban on DOCTYPE, hold here as well.
 * @throws InvalidXmlError
 */
export function readLooseXml(text: string, limits: XmlLimits): XmlElement[] {
  return parse(trimmed(text, limits), limits, 'keep')
}

function trimmed(text: string, { maxLength }: XmlLimits): string {
  if (text.length > maxLength) throw new InvalidXmlError('too-large')
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new InvalidXmlError('doctype')
  const document = text.trim()
  if (hasLongTag(document)) throw new InvalidXmlError('too-large')
  return document
}

function parse(
  document: string,
  { maxDepth = 16, maxElements = 300_000 }: XmlLimits,
  unknownReferences: 'refuse' | 'keep',
): XmlElement[] {
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
    // Its own decoder limits the sum of all references in a document: a campaign with many an `&amp;` would be refused.
    entityDecoder: {
      decode: (text) => resolveReferences(text, unknownReferences),
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

/** The parser forgives; a document that is going to be sent to thousands has to be what its author meant. */
function placeOfMistake(document: string): { line: number; column: number } | undefined {
  const result = XMLValidator.validate(document)
  return result === true ? undefined : { line: result.err.line, column: result.err.col ?? 1 }
}
