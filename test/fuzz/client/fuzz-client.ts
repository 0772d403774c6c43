import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import {
  createHiClient,
  type HiClient,
  HiRequestError,
  type Outcome,
  outcomeOf,
  readReport,
} from '@disparo/hi-platform/rest'
import { allOf } from '../all-of.js'
import { runCases } from '../run-cases.js'
import { type BareServer, startBareServer } from './bare-server.js'
import { type MutatedAnswer, mutatedAnswer, surplusId } from './mutated-answer.js'

interface ClientResult {
  readonly answers: number
  /** How often each outcome came; `page` and `no-page` are of the report. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly seconds: number
}

interface ClientOptions {
  readonly answers: number
  readonly seed: number
  /** Default 250. Most rounds wait for it once; an answer that is late by as much is taken for none. */
  readonly requestTimeoutMs?: number
  readonly say?: (line: string) => void
}

/** Far beyond the timeout: only what never settles takes so long. */
const patienceMs = 120_000
const kinds: readonly string[] = [
  'accepted',
  'throttled',
  'rejected',
  'account-fault',
  'unavailable',
  'unknown',
]

/** What a plain answer must come to, by seed 001. */
const expected: Readonly<Record<number, string>> = {
  200: 'accepted',
  201: 'accepted',
  400: 'rejected',
  401: 'account-fault',
  403: 'account-fault',
  429: 'throttled',
  500: 'unknown',
  503: 'unavailable',
}

/** @throws Error with the fewest answers that broke a promise */
export async function fuzzClient({
  answers,
  seed,
  requestTimeoutMs = 250,
  say = () => {},
}: ClientOptions): Promise<ClientResult> {
  const begun = performance.now()
  const outcomes: Record<string, number> = {}
  const strays: unknown[] = []
  const onStray = (error: unknown) => strays.push(error)
  process.on('unhandledRejection', onStray).on('uncaughtException', onStray)
  try {
    const judged = await runCases<MutatedAnswer>({
      cases: answers,
      seed,
      arbitrary: mutatedAnswer,
      judge: async (together) => {
        for (const kind of await judgeTogether(together, requestTimeoutMs))
          outcomes[kind] = (outcomes[kind] ?? 0) + 1
        assert.deepEqual(strays.splice(0), [], 'an error was left to the process')
      },
      onProgress: (done) => say(`${done} answers`),
    })
    return { answers: judged, outcomes, seconds: Math.round((performance.now() - begun) / 1_000) }
  } finally {
    process.off('unhandledRejection', onStray).off('uncaughtException', onStray)
  }
}

/** One client and one server for all of them, with fewer connections than requests, so that connections are used again. */
async function judgeTogether(answers: readonly MutatedAnswer[], requestTimeoutMs: number): Promise<string[]> {
  const server = await startBareServer(answers)
  const client = createHiClient({
    baseUrl: server.url,
    configId: 'minha-config-id',
    username: 'usuarioApi',
    password: 'senhaApi',
    wireFormat: 'hi',
    requestTimeoutMs,
    connections: 32,
  })
  try {
    const outcomes = answers.map((answer, n) =>
      answer.asks === 'template' ? judgeTemplate(client, server, answer, n) : judgeReport(client, n),
    )
    const kinds = await withPatience('an exchange', allOf(outcomes))
    await withPatience('close', client.close())
    await withPatience('a connection', server.quiet())
    assert.ok(Math.max(...server.asked) <= 1, `a request was sent more than once: ${server.asked.join()}`)
    return kinds
  } finally {
    await client.close()
    await server.stop()
  }
}

async function judgeTemplate(
  client: HiClient,
  server: BareServer,
  answer: MutatedAnswer,
  n: number,
): Promise<string> {
  const message = { to: '551199999999', namespace: 'ns', elementName: `case_${n}` }
  const result = await client.sendTemplate(message).then(
    (reply) => ({ reply }),
    (error: unknown) => ({ error }),
  )
  const outcome: Outcome = outcomeOf(result)
  assert.ok(kinds.includes(outcome.kind))
  if ('reason' in outcome) assert.match(outcome.reason, /^[a-z0-9-]{1,30}$/)
  if (outcome.kind === 'rejected') assert.ok(outcome.detail.length <= 400)
  const bytes = Buffer.concat(answer.pieces).toString('latin1')
  if (outcome.kind === 'accepted') {
    assert.match(bytes, /HTTP\/\d\.\d 2\d\d/, 'accepted, but no answer says so')
    assert.notEqual(outcome.upstreamId, surplusId, 'another answer was taken')
  }
  if ('error' in result) {
    assert.ok(result.error instanceof HiRequestError, `threw ${String(result.error)}`)
    if (outcome.kind === 'unavailable')
      assert.equal(server.asked[n], 0, 'called unsent what the server has read')
  }
  if (answer.plain !== undefined && server.clean[n]) {
    // What a body of a 2xx denies is no success.
    const kind = 'denied' in outcome && outcome.denied ? 'accepted' : outcome.kind
    assert.equal(kind, expected[answer.plain], `a plain ${answer.plain}`)
  }
  return outcome.kind
}

async function judgeReport(client: HiClient, n: number): Promise<string> {
  const query = { startDate: new Date(0), endDate: new Date(60_000), senders: [`${n}`] }
  try {
    const reply = await client.fetchReport(query)
    const page = readReport(reply.body, { pageSize: 1_000 })
    if (page === undefined) return 'no-page'
    assert.ok(page.items.length + page.badItems <= 1_000 && page.totalPages <= 1_000_000)
    for (const item of page.items) {
      assert.ok(item.recipient !== '' && item.elementName !== '')
      for (const text of Object.values(item)) {
        if (typeof text !== 'string') continue
        assert.ok(
          text.length <= 512 && !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text),
          'a text that is not bounded',
        )
      }
      assert.ok(item.origin.length <= 64 && item.sender.length <= 64)
    }
    return 'page'
  } catch (error) {
    assert.ok(error instanceof HiRequestError, `threw ${String(error)}`)
    return 'no-answer'
  }
}

async function withPatience<T>(what: string, promise: Promise<T>): Promise<T> {
  const timer = new AbortController()
  const late = setTimeout(patienceMs, undefined, { signal: timer.signal }).then(
    () => {
      throw new Error(`${what} did not end within ${patienceMs} ms`)
    },
    () => promise,
  )
  try {
    return await Promise.race([promise, late])
  } finally {
    timer.abort()
  }
}
