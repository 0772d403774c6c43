import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { decodeXml, runToEnd } from '@disparo/hi-platform/xml'
import { readChunks } from '@disparo/rows'
import type { FastifyRequest } from 'fastify'
import type { BodyReservation } from './body-budget.js'
import { type FormFields, stepsOfUrlencoded } from './form-fields.js'
import { XmlRefusalError } from './refusal-error.js'
import { runYielding } from './run-yielding.js'

/** What somebody posted: a document, and with a form who they say they are. */
interface Post {
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

/** Told whose a large body says it is, as far as it has arrived: what is in its form, or nothing. */
type OnCredentials = (claim: FormCredentials | undefined) => Promise<void>

/** Who somebody says they are: by the form, or where it is `{}` by HTTP Basic. */
export type FormCredentials = Pick<Post, 'user' | 'pass'>

/**
 * Reads a form (multipart or urlencoded; `Client` is not needed here) or the bare document. What begins with `<` is
 * the document whatever type it is said to have: PHP's `file_get_contents` calls every body a form.
 * @throws XmlRefusalError 400, 413, 503, and what `whose` throws
 */
export async function readPost(
  request: FastifyRequest,
  share: BodyReservation,
  whose: OnCredentials,
): Promise<Post> {
  if (request.isMultipart()) return formPost(await readMultipart(request, share, whose))
  const chunks = readChunks(bodyOf(request), Number.POSITIVE_INFINITY)
  const body = await collect(chunks, share, (begun) => whose(claimIn(begun)))
  if (!beginsWithMarkup(body)) return formPost(await runYielding(stepsOfUrlencoded(body)))
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
  return { text: () => decodeXml(body, charset) }
}

/** Who the beginning of a body says it is from. A field counts when the next one has begun. */
function claimIn(begun: Buffer): FormCredentials | undefined {
  if (beginsWithMarkup(begun)) return {}
  const whole = begun.subarray(0, Math.max(0, begun.lastIndexOf('&')))
  // A copy, for the rest is read with it once more.
  return claimOf(runToEnd(stepsOfUrlencoded(Buffer.from(whole))))
}

function claimOf(fields: FormFields): FormCredentials | undefined {
  const { user, pass } = formPost(fields)
  return user === undefined || pass === undefined ? undefined : { user, pass }
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
async function readMultipart(
  request: FastifyRequest,
  share: BodyReservation,
  whose: OnCredentials,
): Promise<FormFields> {
  const fields = new Map<string, Buffer>()
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      const field = await collect(part.file, share, () => whose(claimOf(fields)))
      fields.set(`${part.fieldname}`.toLowerCase(), field)
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

/** @param onLarge - is given what has arrived, once, when that is more than a small body */
async function collect(
  chunks: AsyncIterable<Buffer>,
  share: BodyReservation,
  onLarge: (begun: Buffer) => Promise<void>,
): Promise<Buffer> {
  const kept: Buffer[] = []
  for await (const chunk of chunks) {
    kept.push(chunk)
    if (share.becomesLarge(chunk.length)) await onLarge(Buffer.concat(kept))
    share.take(chunk.length)
  }
  return Buffer.concat(kept)
}

function bodyOf(request: FastifyRequest): Readable {
  return (request.body ?? request.raw) as Readable
}

function beginsWithMarkup(body: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*</.test(body.subarray(0, 256).toString('latin1'))
}
