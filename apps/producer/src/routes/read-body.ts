import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { MalformedJsonError, readJson } from '@disparo/core/internal/message'
import type { FastifyInstance } from 'fastify'
import { ProblemError } from '../problem/problem-error.js'

/** Takes JSON as seed 001 writes it, comments included; `maxBytes` unless a route says less. */
export function acceptJson(app: FastifyInstance, maxBytes?: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', ...(maxBytes === undefined ? {} : { bodyLimit: maxBytes }) },
    async (_request: unknown, body: Buffer) => parseJson(body),
  )
}

/** The JSON of a body that is read here. @throws ProblemError `malformed-body`, `body-too-large` */
export async function readJsonBody(body: Readable, maxBytes: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) {
      throw new ProblemError('body-too-large', { detail: `The body may have ${maxBytes} bytes here.` })
    }
    chunks.push(chunk)
  }
  return parseJson(Buffer.concat(chunks))
}

/** @throws ProblemError `malformed-body` */
function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw malformed('The body is empty: send JSON.')
  if (!isUtf8(body)) throw malformed('The body is not UTF-8: encode it as UTF-8.')
  try {
    return readJson(body.toString('utf8'))
  } catch (error) {
    throw error instanceof MalformedJsonError ? malformed(`${error.message}.`) : error
  }
}

function malformed(detail: string): ProblemError {
  return new ProblemError('malformed-body', { detail })
}
