import { isUtf8 } from 'node:buffer'
import { MalformedJsonError, readJson } from '@disparo/core/internal/message'
import type { FastifyInstance } from 'fastify'
import { quoteNumbers } from './quote-numbers.js'
import { invalidParameters, type RefusalError } from './refusal-error.js'

/** Takes every body for JSON, as seed 001 writes it or with numbers for texts, whatever type the program says it has. */
export function acceptAnyJson(app: FastifyInstance, maxBytes: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: maxBytes },
    async (_request: unknown, body: Buffer) => parse(body),
  )
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined
  if (!isUtf8(body)) throw badBody('deve ser um texto em UTF-8')
  try {
    return readJson(quoteNumbers(body.toString('utf8')))
  } catch (error) {
    throw error instanceof MalformedJsonError ? badBody('deve ser um objeto JSON') : error
  }
}

function badBody(rule: string): RefusalError {
  return invalidParameters([{ path: 'body', rule }])
}
