import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { type ProblemKind, problemType, statusOf } from '@disparo/api'
import type { ConnectionError, FastifyInstance } from 'fastify'
import { problem } from './problem.js'

/** What is refused before, or without, an answer of the app. */
type Refusal = 'headers-too-large' | 'request-too-slow' | 'malformed-request'

const details: Readonly<Record<Refusal, string>> = {
  'headers-too-large': 'The headers have more than 16 KiB in all: send fewer or shorter ones.',
  'request-too-slow': 'The request did not arrive in time. Send it again.',
  'malformed-request': 'This is no HTTP request that can be read. Check the program that sends it.',
} satisfies Partial<Record<ProblemKind, string>>

/** Answers what Node refuses before there is a request, as a problem too, and ends the connection. */
export function answerClientError(this: FastifyInstance, error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const id = randomUUID()
  this.log.warn({ event: 'http:refused', request: id, code: error.code })
  refuseSocket(socket, kindOf(error.code), id)
  socket.destroy(error)
}

/** Writes a problem to a connection that is to be ended. */
export function refuseSocket(socket: Socket, kind: Refusal, requestId: string): void {
  const body = JSON.stringify(problem(kind, requestId, { detail: details[kind] }))
  const head = [
    `HTTP/1.1 ${statusOf(kind)} Refused`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function kindOf(code: string): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-too-slow' : 'malformed-request'
}
