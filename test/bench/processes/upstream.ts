import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UPSTREAM_PATH } from '../upstream-path.js'

/**
 * A stand-in for Hi Platform that costs next to nothing: every template is answered 200 at once, the report is empty.
 * `POST /expect?first=F&last=L` begins to count anew, `GET /elapsed` is answered once number L has arrived.
 */
const EMPTY_REPORT = JSON.stringify({
  status: 'OK',
  data: { totalResults: 0, totalPages: 0, pageNumber: 1, items: [] },
})

/** Measures the time between two arrivals, by their numbers. */
function count(first: number, last: number) {
  let arrivals = 0
  let firstAt = 0
  let end: (ms: number) => void
  const elapsed = new Promise<number>((resolve) => {
    end = resolve
  })
  const arrive = () => {
    arrivals += 1
    if (arrivals === first) firstAt = performance.now()
    if (arrivals === last) end(performance.now() - firstAt)
  }
  return { arrive, elapsed }
}

let counting = count(0, 0)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/expect') {
    counting = count(Number(searchParams.get('first')), Number(searchParams.get('last')))
    response.writeHead(204).end()
  } else if (pathname === '/elapsed') {
    response.end(JSON.stringify({ ms: await counting.elapsed }))
  } else {
    response.end(EMPTY_REPORT)
  }
}

const server = createServer((request, response) => {
  request.resume()
  if (request.url !== UPSTREAM_PATH) return void answer(request, response)
  counting.arrive()
  request.once('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"OK"}')
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
process.stdout.write(`${JSON.stringify({ event: 'app:listening', url: `http://127.0.0.1:${port}` })}\n`)

process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
