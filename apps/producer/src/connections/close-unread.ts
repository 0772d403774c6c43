import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** For so long what a refused client still sends is thrown away: some read no answer before they have sent all. */
const lingerMs = 2_000

/**
 * An answer that comes before the whole body ends the connection: nobody goes on sending what nobody wants. For use in
 * `onSend`, and where an answer has no hooks.
 */
export function closeUnread({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (hasArrived(raw)) return
  reply.header('connection', 'close')
  lingerOnClose(raw.socket)
  raw.on('error', () => {}) // It may break off.
  raw.resume()
}

/** Whether there is no body, or all of it is here, read or not. */
export function hasArrived({ complete, headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return complete || (headers['transfer-encoding'] === undefined && (length === undefined || length === '0'))
}

/**
 * Node calls `destroySoon` when the last answer is written. A socket that is destroyed with bytes unread is reset, and the
 * client may never see the answer; so our side is ended first.
 */
function lingerOnClose(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end()
    const timer = setTimeout(() => socket.destroy(), lingerMs)
    socket.once('close', () => clearTimeout(timer))
  }
}
