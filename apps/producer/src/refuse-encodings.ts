import type { FastifyInstance } from 'fastify'
import { EncodedBodyError } from './problem/encoded-body-error.js'

/**
 * No door unpacks a body: what a few compressed bytes become is not known before. Asked for where the user is known, where
 * headers tell, and before a byte is read; read as it is, a compressed table could be taken for rows.
 */
export function refuseEncodings(app: FastifyInstance): void {
  app.addHook('preParsing', async ({ headers, is404 }, reply) => {
    const codings = headers['content-encoding']?.split(',') ?? []
    if (is404 || codings.every((coding) => /^\s*(?:identity\s*)?$/i.test(coding))) return
    // RFC 9110, 15.5.16.
    reply.header('accept-encoding', 'identity')
    throw new EncodedBodyError()
  })
}
