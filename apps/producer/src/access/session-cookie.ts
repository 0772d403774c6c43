import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLoopback } from './secure-connection.js'

/** `__Host-`: a browser takes it over TLS alone, for this very host (RFC 6265bis, 4.1.3). On loopback there is no TLS. */
const names = { secure: '__Host-disparo-session', loopback: 'disparo-session' } as const

const nameFor = (request: FastifyRequest) => (isLoopback(request) ? names.loopback : names.secure)

/** The id that the browser shows. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  const name = nameFor(request)
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  const shown = pairs.filter(([key, value]) => key === name && value !== undefined && value !== '')
  // Of two with one name nobody knows which is ours.
  return shown.length === 1 ? shown[0]?.[1] : undefined
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, id: string): void {
  reply.header('set-cookie', cookie(request, id))
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', `${cookie(request, '')}; Max-Age=0`)
}

function cookie(request: FastifyRequest, value: string): string {
  const secure = isLoopback(request) ? '' : '; Secure'
  return `${nameFor(request)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure}`
}
