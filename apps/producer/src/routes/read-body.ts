import { isUtf8 } from 'node:buffer'
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
