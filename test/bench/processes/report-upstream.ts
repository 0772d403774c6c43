import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sampleIndex } from '../sample-messages.js'
import { readPageQuery, reportPage } from '../steady/report-page.js'
import { openReportQuota } from '../steady/report-quota.js'
import { openTimeline, PastTraffic, type Timeline } from '../steady/timeline.js'
import type { Seen } from '../steady/upstream.js'
import { REPORT_PATH, TEMPLATE_PATH } from '../upstream-path.js'
import { isUrgentIndex } from '../urgent-delays.js'

/**
 * A stand-in for Hi Platform with a report of many accounts, each known by its `config_id`, which is its user, too. It
 * accepts every template at once, and calculates the pages of what was sent before (`PUT /past`). `GET /seen` tells what came.
 */
interface Sender {
  readonly timeline: Timeline
  readonly quota: ReturnType<typeof openReportQuota>
}

const HOUR_MS = 3_600_000
let past: PastTraffic | undefined
let senders = new Map<string, Sender>()
const seen = {
  messages: 0,
  urgent: [] as Seen['urgent'][number][],
  pages: 0,
  oldPages: 0,
  items: 0,
  refused: 0,
}

function senderOf(account: string): Sender {
  const known = senders.get(account) ?? { timeline: openTimeline(past), quota: openReportQuota() }
  senders.set(account, known)
  return known
}

function takeMessage(account: string, body: string): void {
  const at = Date.now()
  const { to } = JSON.parse(body) as { to: string }
  const index = sampleIndex(to)
  seen.messages += 1
  if (isUrgentIndex(index)) seen.urgent.push({ to, arrivedAt: at })
  senderOf(account).timeline.add(index, at)
}

function answerReport(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
  const [, credentials = ''] = (request.headers.authorization ?? '').split(' ')
  const [account = ''] = Buffer.from(credentials, 'base64').toString().split(':')
  const { timeline, quota } = senderOf(account)
  const now = Date.now()
  const { allowed, headers } = quota.take(now)
  if (!allowed) {
    seen.refused += 1
    return void response.writeHead(429, headers).end('Too many connections.')
  }
  const page = readPageQuery(query)
  const { body, items } = reportPage(timeline, page, now)
  seen.pages += 1
  seen.items += items
  if (page.endDate * 1_000 < now - HOUR_MS) seen.oldPages += 1
  response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(body)
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text
  })
  await once(request, 'end')
  const url = request.url ?? '/'
  if (url.startsWith(TEMPLATE_PATH)) {
    takeMessage(url.slice(TEMPLATE_PATH.length), body)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"OK"}')
  } else if (url.startsWith(REPORT_PATH)) {
    answerReport(request, response, new URL(url, 'http://localhost').searchParams)
  } else if (url === '/past') {
    past = PastTraffic.parse(JSON.parse(body))
    senders = new Map()
    response.writeHead(204).end()
  } else {
    response.end(JSON.stringify(seen satisfies Seen))
  }
}

const server = createServer((request, response) => {
  void handle(request, response).catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`)
    response.writeHead(500).end()
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
