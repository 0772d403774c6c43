import { fitsXml } from '@disparo/core/internal/message'
import sax from 'sax'
import type { CooperativeTask } from './cooperative-task.js'
import type { XmlElement } from './element.js'
import { elementBuilder } from './element-builder.js'
import { InvalidXmlError } from './invalid-xml-error.js'
import { defaultLimits, longestTag, type XmlLimits } from './xml-limits.js'

/** UTF-16 units that are read in one step. */
const stepLength = 16_384
const lastHalf = /[\ud800-\udbff]$/

/**
 * Reads one well-formed document. A declaration may be missing; a BOM and space before it do no harm, nor do hyphens in a
 * comment. DOCTYPE and declarations are refused, size, depth, number of elements and tags' length bounded.
 * Values stay text. A step takes a few milliseconds.
 * @throws InvalidXmlError
 */
export function* readXmlInSteps(
  text: string,
  { maxLength, ...limits }: XmlLimits,
): CooperativeTask<XmlElement> {
  if (text.length > maxLength) throw new InvalidXmlError('too-large')
  const document = text.trim()
  const elements = elementBuilder({ ...defaultLimits, ...limits })
  const parser = sax.parser(true, strict) as Parser
  parser.onerror = () => {
    // Stricter than those who write them.
    if (parser.state === inComment) parser.error = null
    else throw mistakeAt(parser)
  }
  parser.ondoctype = () => {
    throw new InvalidXmlError('doctype')
  }
  parser.onsgmldeclaration = parser.ondoctype
  parser.onopentagstart = (tag) => {
    tag.attributes = Object.create(noneTwice) as Record<string, string>
  }
  parser.onattribute = () => refuseLongTag(parser)
  parser.onopentag = (tag) => {
    refuseLongTag(parser)
    elements.open(tag.name, tag.attributes as Record<string, string>)
  }
  parser.ontext = elements.text
  parser.oncdata = elements.text
  parser.onclosetag = elements.close

  for (let start = 0; start < document.length; ) {
    let piece = document.slice(start, start + stepLength)
    if (piece.length > 1 && start + piece.length < document.length && lastHalf.test(piece)) {
      piece = piece.slice(0, -1)
    }
    if (/<!(?:DOCTYPE|ENTITY)/i.test(document.slice(start, start + piece.length + longestMark))) {
      throw new InvalidXmlError('doctype')
    }
    if (!fitsXml(piece)) throw new InvalidXmlError('not-xml')
    write(parser, (each) => each.write(piece))
    start += piece.length
    yield
  }
  write(parser, (each) => each.close())
  const root = elements.root()
  if (root === undefined) throw new InvalidXmlError('not-xml')
  return root
}

/** Of a declaration that begins at the end of a piece. */
const longestMark = '<!DOCTYPE'.length - 1

// Only XML's own five entities. (@types/sax does not know it yet.)
const strict: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true }
const { COMMENT_ENDED: inComment } = (sax as unknown as { STATE: Readonly<Record<string, number>> }).STATE

/** What @types/sax does not tell of a parser. */
type Parser = Omit<sax.SAXParser, 'error'> & {
  error: Error | null
  readonly state: number
  readonly entity: string
  readonly tagName: string
  readonly c: string
}

/** Whatever the parser stumbles over, such as a name that JavaScript has itself, is a mistake of the document. */
function write(parser: Parser, step: (parser: Parser) => void): void {
  try {
    step(parser)
  } catch (error) {
    throw error instanceof InvalidXmlError ? error : mistakeAt(parser)
  }
}

function mistakeAt(parser: Parser): InvalidXmlError {
  const sinceMarkup = parser.position - parser.startTagPosition
  if (parser.entity !== '' && parser.c === ';') return new InvalidXmlError('entity')
  if (sinceMarkup > longestTag && parser.tagName !== '') return new InvalidXmlError('too-large')
  // Where the tag begins, if it is on this line.
  const column = Math.max(1, parser.column - sinceMarkup)
  return new InvalidXmlError('not-xml', { line: parser.line + 1, column })
}

function refuseLongTag(parser: Parser): void {
  if (parser.position - parser.startTagPosition > longestTag) throw new InvalidXmlError('too-large')
}

/** The parser asks an element's attributes whether there is such a one already, and would keep the first of two. */
const noneTwice = {
  hasOwnProperty(name: string): boolean {
    if (Object.hasOwn(this, name)) throw new InvalidXmlError('not-xml')
    return false
  },
}
