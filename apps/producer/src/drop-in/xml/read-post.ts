import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { decodeXml } from '@disparo/core/xml'
import type { FastifyRequest } from 'fastify'
import { discardRest, readChunks } from '../../rows/read-chunks.js'
import type { BodyShare } from './body-room.js'
import { type FormFields, readUrlencoded } from './form-fields.js'
import { XmlRefusalError } from './refusal-error.js'

/** What somebody posted: a document, and with a form who they say they are. */
export interface Post {
  /** The field `User`. */
  readonly user?: string | undefined
  /** The field `Pass`: the MD5 of the password, in hex. */
  readonly pass?: string | undefined
  /**
   * The document's text.
   * @throws InvalidXmlError (`encoding`), XmlRefusalError where there is none
   */
  text(): string
}

/**
 * Reads a form (multipart or urlencoded; `Client` is not needed here) or the bare document. What begins with `<` is
 * the document whatever type it is said to have: PHP's `file_get_contents` calls every body a form.
 * @throws XmlRefusalError 400, 413, 503
 */
export async function readPost(request: FastifyRequest, share: BodyShare): Promise<Post> {
  if (request.isMultipart()) return formPost(await readMultipart(request, share))
  const body = await collect(readChunks(bodyOf(request), Number.POSITIVE_INFINITY), share)
  if (!beginsWithMarkup(body)) return formPost(readUrlencoded(body))
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
  return { text: () => decodeXml(body, charset) }
}

/** Lets what was not read of a refused body pass, at most so many bytes of it: some clients first send all. */
export function letRestPass(request: FastifyRequest, maxBytes: number): void {
  discardRest(request.raw, maxBytes)
}

function formPost(fields: FormFields): Post {
  return {
    user: fields.get('user')?.toString('utf8'),
    pass: fields.get('pass')?.toString('latin1'),
    text: () => formDocument(fields.get('xml')),
  }
}

/**
 * Forms are UTF-8 (HTML Standard, "form-data encoding"), whatever a declaration says that was copied from elsewhere;
 * programs in Latin-1 send the document's own bytes, and then its declaration decides.
 */
function formDocument(document: Buffer | undefined): string {
  if (document === undefined || document.length === 0) {
    throw new XmlRefusalError(
      200,
      'document',
      'Falta o documento: envie-o no campo XML, ou como corpo da requisição',
    )
  }
  return isUtf8(document) ? decodeXml(document, 'utf-8') : decodeXml(document)
}

/** Every part is read as a file is, in bytes. */
async function readMultipart(request: FastifyRequest, share: BodyShare): Promise<FormFields> {
  const fields = new Map<string, Buffer>()
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') fields.set(`${part.fieldname}`.toLowerCase(), await collect(part.file, share))
    }
  } catch (cause) {
    if (cause instanceof XmlRefusalError) throw cause
    throw new XmlRefusalError(
      400,
      'unreadable',
      'O formulário não chegou inteiro ou não pode ser lido',
      {},
      { cause },
    )
  }
  return fields
}

async function collect(chunks: AsyncIterable<Buffer>, share: BodyShare): Promise<Buffer> {
  const kept: Buffer[] = []
  for await (const chunk of chunks) {
    share.take(chunk.length)
    kept.push(chunk)
  }
  return Buffer.concat(kept)
}

function bodyOf(request: FastifyRequest): Readable {
  return (request.body ?? request.raw) as Readable
}

function beginsWithMarkup(body: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*</.test(body.subarray(0, 256).toString('latin1'))
}
