import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { onTestFinished, type TestContext } from 'vitest'

/** An item of the report as it is written there (001, "Relatório via API"). */
export type Row = Readonly<Record<string, unknown>>
export type Answer = (response: ServerResponse, request: IncomingMessage) => void

interface Asked {
  readonly pageNumber: number
  readonly startDate: number
  readonly endDate: number
  /** The Authorization header. */
  readonly by: string | undefined
  readonly at: number
}

/** A stand-in for Hi Platform whose report is whatever a test puts into it, while it runs. */
export interface ReportServer {
  readonly url: string
  /** Of these a request gets the ones dispatched in its window, and those that have no number for a date. */
  rows: unknown[]
  rowsPerPage: number
  /** What the next report requests get instead, and the next templates; then all is well again. */
  answers: Answer[]
  posts: Answer[]
  clockAheadMs: number
  readonly asked: Asked[]
  readonly posted: Readonly<Record<string, unknown>>[]
  /** The most report requests that were under way at one moment. */
  mostAtOnce: number
  /** Answers as it would have without an `Answer`. */
  answer(response: ServerResponse, request: IncomingMessage): void
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) =>
    void response.writeHead(code, headers).end(body)
export const never: Answer = () => {}
export const cutOff: Answer = (_, request) => void request.socket.destroy()

/** A page with any totals and rows. */
export const page = (rows: readonly unknown[], totals: Readonly<Record<string, number>> = {}): string =>
  JSON.stringify({
    status: 'OK',
    data: { totalResults: rows.length, totalPages: 1, pageNumber: 1, ...totals, items: rows },
  })

/** The test that a thing is started for, and stopped with: tests that run at the same time must say which. */
export type Lifetime = Pick<TestContext, 'onTestFinished'>

/** Stops when the test has finished. */
export async function serveReport(test: Lifetime = { onTestFinished }): Promise<ReportServer> {
  let underWay = 0
  const http = createServer(async (request, response) => {
    response.sendDate = false
    response.setHeader('date', new Date(Date.now() + server.clockAheadMs).toUTCString())
    if (request.method === 'POST') {
      server.posted.push(JSON.parse(await bodyOf(request)))
      return (server.posts.shift() ?? status(200, {}, '{}'))(response, request)
    }
    server.asked.push(readRequest(request))
    underWay += 1
    server.mostAtOnce = Math.max(server.mostAtOnce, underWay)
    response.once('close', () => {
      underWay -= 1
    })
    return (server.answers.shift() ?? server.answer)(response, request)
  })
  const { url, close } = await listenOnLoopback(http)
  test.onTestFinished(close)
  const server: ReportServer = {
    url,
    rows: [],
    rowsPerPage: 1_000,
    answers: [],
    posts: [],
    clockAheadMs: 0,
    asked: [],
    posted: [],
    mostAtOnce: 0,
    answer: (response, request) => void response.end(pageFor(server, readRequest(request))),
  }
  return server
}

function pageFor({ rows, rowsPerPage }: ReportServer, { pageNumber, startDate, endDate }: Asked): string {
  const wanted = rows.filter((row) => {
    const at = (row as Row | null)?.dispatchDate
    return typeof at !== 'number' || at === 0 || (at >= startDate && at <= endDate)
  })
  const first = (pageNumber - 1) * rowsPerPage
  const totals = {
    totalResults: wanted.length,
    totalPages: Math.ceil(wanted.length / rowsPerPage),
    pageNumber,
  }
  return page(wanted.slice(first, first + rowsPerPage), totals)
}

function readRequest({ url = '', headers }: IncomingMessage): Asked {
  const query = new URL(url, 'http://localhost').searchParams
  const number = (name: string) => Number(query.get(name))
  return {
    pageNumber: number('pageNumber'),
    startDate: number('startDate'),
    endDate: number('endDate'),
    by: headers.authorization,
    at: performance.now(),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}
