import sax from 'sax'
import { splitChunks } from '../split-chunks.js'
import { workbookLimits } from './limits.js'
import { WorkbookError } from './workbook-error.js'

// Only XML's own five entities. (@types/sax does not know it yet.)
const strict: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true }

/** What is done with a document's elements; names come without their prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  /** A long text comes in several pieces. */
  text?(text: string): void
}

/**
 * Reads a document piece by piece, and yields after each, so that what the handler has gathered can be taken and others
 * can work. A text or attribute is never held beyond 64 KiB; entities of a document's own are refused.
 * @throws WorkbookError when it is not well-formed UTF-8
 */
export async function* readXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = sax.parser(true, strict)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let depth = 0
  let attributes = 0
  const bound = (count: number) => {
    if (count > workbookLimits.depth) throw new WorkbookError('DAMAGED')
  }
  parser.onerror = (cause) => {
    throw new WorkbookError('DAMAGED', { cause })
  }
  parser.ondoctype = () => bound(Number.POSITIVE_INFINITY)
  parser.onattribute = () => bound(++attributes)
  parser.onopentag = (tag) => {
    attributes = 0
    bound(++depth)
    handler.open?.(localName(tag.name), tag.attributes as Record<string, string>)
  }
  parser.onclosetag = (name) => {
    depth -= 1
    handler.close?.(localName(name))
  }
  parser.ontext = (text) => handler.text?.(text)
  parser.oncdata = (text) => handler.text?.(text)
  for await (const chunk of splitChunks(chunks)) {
    parser.write(decode(decoder, chunk))
    yield
  }
  parser.write(decode(decoder))
  parser.close()
  yield
}

/** Reads a document that is small enough for its outcome to be kept whole. */
export async function readWhole(chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(chunks, handler));
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch (cause) {
    throw new WorkbookError('DAMAGED', { cause })
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
