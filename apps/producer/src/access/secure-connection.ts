import type { FastifyRequest } from 'fastify'

const loopbackAddress = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const loopbackHost = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'] as const

/** Whether the browser runs on this machine and asked for it by such a name, without a proxy between: nothing goes over a network. */
export function isLoopback(request: FastifyRequest): boolean {
  const { headers, socket, protocol } = request
  return (
    protocol === 'http' &&
    loopbackAddress.test(socket.remoteAddress ?? '') &&
    loopbackHost.test(headers.host ?? '') &&
    forwarding.every((name) => headers[name] === undefined)
  )
}

/** Whether a password may be typed here: TLS to a proxy that is trusted (`X-Forwarded-Proto`), or loopback. */
export function isSecureConnection(request: FastifyRequest): boolean {
  return request.protocol === 'https' || isLoopback(request)
}
