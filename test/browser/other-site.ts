import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface OtherSite {
  /** Another site than the console's, to a browser. */
  readonly elsewhere: string
  /** The console's own host, at another port: the same site, and another origin. */
  readonly nextDoor: string
  /** What was asked for, in this order. */
  readonly asked: readonly string[]
  stop(): Promise<void>
}

/** A page of somebody else's. */
export async function startOtherSite(): Promise<OtherSite> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Elsewhere</title>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    elsewhere: `http://localhost:${port}/`,
    nextDoor: `http://127.0.0.1:${port}/`,
    asked,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
