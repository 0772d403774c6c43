import type { FastifyInstance, FastifyRequest } from 'fastify'

/** So often it is noted while it goes on. */
const noteEveryMs = 3_600_000
/** Anybody can send the header: no more addresses are told apart. */
const mostAddresses = 10

/**
 * Notices requests that say whom they are forwarded for (`X-Forwarded-For`) and come from an address that is not to be believed. All who
 * come that way have one address here, the proxy's. Each such address is logged once.
 * @param note - is told it then, and once an hour
 */
export function detectUntrustedProxies(app: FastifyInstance, note: (address: string) => void): void {
  const notedAt = new Map<string, number>()
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.headers['x-forwarded-for'] && (request.ips?.length ?? 0) <= 1) detect(request)
    done()
  })

  function detect(request: FastifyRequest): void {
    const address = request.ip
    const now = performance.now()
    const before = notedAt.get(address)
    if (before === undefined && notedAt.size >= mostAddresses) return
    if (before !== undefined && now - before < noteEveryMs) return
    notedAt.set(address, now)
    if (before === undefined) request.log.warn({ event: 'proxy:untrusted', from: address })
    note(address)
  }
}
