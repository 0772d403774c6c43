import { XMLParser } from 'fast-xml-parser'
import type { XmlElement } from './element.js'
import { resolveReferences } from './escape-xml.js'
import { hasLongTag } from './has-long-tag.js'
import { InvalidXmlError } from './invalid-xml-error.js'
import { elementsOf } from './parsed-nodes.js'
import { defaultLimits, type XmlLimits } from './xml-limits.js'

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
