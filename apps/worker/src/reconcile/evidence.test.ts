import type { AccountInput } from '@disparo/core/internal/account'
import { describe, it, vi } from 'vitest'
import { startAccountWorker } from '../account-worker.js'
import { message, openReconcileFixture, type ReconcileFixture } from './reconcile-fixture.test.support.js'
import { type Answer, cutOff, page, type Row, status } from './report-server.test.support.js'

// Each waits most of the time, and has an account of its own.
vi.setConfig({ maxConcurrency: 6 })

const count = 120
/** Of these the connection is reset. */
const isReset = (n: number) => n % 20 === 10
const resets = Array.from({ length: count }, (_, n) => n).filter(isReset).length
const recipient = (n: number) => String(5_511_900_000_000 + n)

/**
 * A dispatch is reckoned with for 9 s after a POST began. The stand-in shares this process: on a busy machine it may take a
 * POST seconds late, and what is dispatched later than is reckoned with may be sent twice.
 */
const requestTimeoutMs = 8_000
const dispatchLagMs = 1_000
const reportLagMs = 1_000
const settings: Partial<AccountInput> = {
  limit: { max: 100, windowMs: 1_000 },
  requestTimeoutMs,
  outage: { closeAfter: 50, firstPauseMs: 50, longestPauseMs: 200 },
  reconcile: { limit: { max: 50, windowMs: 1_000 }, reportLagMs, dispatchLagMs },
}

interface Difference {
  /** Whether upstream has taken what is reset. */
  readonly isTaken: boolean
  /** How the report writes what was sent, and when (s) after the POST it has it. */
  readonly written?: Row
  readonly dispatchedAfter?: number
  readonly answer?: Answer
}

/** Sends a campaign of which 5 % is reset, and waits until the report was scanned again and again after that. */
async function campaign(
  name: string,
  difference: Difference,
  test: Parameters<typeof openReconcileFixture>[2],
) {
  const { isTaken, written = {}, dispatchedAfter = 0, answer } = difference
  const scene = await openReconcileFixture(name, settings, test)
  const { server, account, redis, log, disparo } = scene
  const tried = new Set<string>()
  const take: Answer = (response, request) => {
    const body = server.posted.at(-1) as { to: string }
    const fails = isReset(Number(body.to) - Number(recipient(0))) && !tried.has(body.to)
    tried.add(body.to)
    if (!fails || isTaken) server.rows.push(rowOf(body, written, dispatchedAfter))
    if (fails) cutOff(response, request)
    else status(200, {}, '{}')(response, request)
  }
  server.posts = Array.from({ length: 4 * count }, () => take)
  if (answer) server.answer = answer
  const worker = startAccountWorker({
    ...{ account, redis, log, concurrency: 5, lockMs: 30_000, lookMs: 500, onRedisError: () => {} },
    credentials: { username: 'usuarioApi', password: 'senhaApi' },
  })
  test?.onTestFinished(() => worker.stop(1_000))
  const rows = Array.from({ length: count }, (_, n) => ({ ...message, to: recipient(n) }))
  // A machine with much to do may answer too late for a producer; by its key it is one batch.
  const { id } = await vi.waitFor(() => disparo.sendMany(rows, { key: name }), waiting)
  const counts = async () => (await disparo.batch(id))?.counts
  await vi.waitFor(async () => {
    const { enqueued = 1, sending = 1 } = (await counts()) ?? {}
    if (enqueued + sending > 0) throw new Error('still sending')
  }, waiting)
  return { scene, counts }
}

const waiting = { timeout: 280_000, interval: 250 }

function rowOf({ to }: { readonly to: string }, written: Row, dispatchedAfter: number): Row {
  const { namespace, elementName } = message
  const dispatchDate = Math.floor(Date.now() / 1_000) + dispatchedAfter
  return { recipient: to, origin: 'API', namespace, elementName, dispatchDate, ...written }
}

/** Posts to each of those that were reset. */
function timesSent({ server }: ReconcileFixture): number[] {
  const to = server.posted.map((body) => body.to)
  return Array.from({ length: count }, (_, n) => to.filter((each) => each === recipient(n)).length)
}

const once = Array<number>(count).fill(1)

describe.concurrent('5 % of a campaign are reset after Hi Platform took them, and the report', () => {
  const cases: readonly (readonly [string, Difference])[] = [
    ['is empty', { isTaken: true, answer: status(200, {}, page([])) }],
    ['writes another namespace', { isTaken: true, written: { namespace: 'cd551e83_8455_45fd' } }],
    ['dispatches everything later than is reckoned with', { isTaken: true, dispatchedAfter: 40 }],
    ['writes numbers nobody knows again', { isTaken: true, written: { recipient: '0' } }],
  ]

  it.for(cases.map(([name, difference], n) => ({ name, difference, account: `evidence-${n}` })))(
    '$name: nothing is sent twice',
    async ({ difference, account }, test) => {
      const { scene } = await campaign(account, difference, test)
      const due = Date.now() + requestTimeoutMs + dispatchLagMs + reportLagMs
      while (Date.now() < due) await scene.next('report:scanned')
      // Each slice rests for 5 s after a look, and there are two at most: these are looks at every doubt.
      for (let scans = 0; scans < 2; scans++) await scene.next('report:scanned')
      test.expect(timesSent(scene)).toEqual(once)
      test.expect(scene.lines.some(({ released }) => Number(released) > 0)).toBe(false)
    },
  )

  it('comes to show them after a while: they are found', async (test) => {
    const empty: Answer = status(200, {}, page([]))
    const { scene, counts } = await campaign('evidence-late', { isTaken: true, answer: empty }, test)
    for (let scans = 0; scans < 3; scans++) await scene.next('report:scanned')
    const doubts = await scene.disparo.unknown()
    test.expect(doubts.length).toBeGreaterThanOrEqual(resets)
    for (const doubt of doubts) test.expect(['no-control', 'report-lag']).toContain(doubt.waiting)
    scene.server.answer = (response, request) => {
      const query = new URL(String(request.url), scene.server.url).searchParams
      const [from, to] = [Number(query.get('startDate')), Number(query.get('endDate'))]
      const within = scene.server.rows.filter((row) => {
        const date = Number((row as Row).dispatchDate)
        return date >= from && date <= to
      })
      response.end(page(within))
    }
    await vi.waitFor(async () => test.expect((await counts())?.unknown).toBe(0), waiting)
    test.expect(timesSent(scene)).toEqual(once)
  })
})

describe.concurrent('5 % of a campaign are reset before Hi Platform took them', () => {
  it('and all else is shown: they are proved absent, and sent once more', async (test) => {
    const { scene, counts } = await campaign('evidence-lost', { isTaken: false }, test)
    await vi.waitFor(async () => {
      const { accepted, unknown, enqueued, sending } = (await counts()) ?? {}
      test
        .expect({ accepted, unknown, enqueued, sending })
        .toEqual({ accepted: count, unknown: 0, enqueued: 0, sending: 0 })
    }, waiting)
    test.expect(timesSent(scene)).toEqual(once.map((_, n) => (isReset(n) ? 2 : 1)))
    test.expect(new Set(scene.server.rows.map((row) => (row as Row).recipient)).size).toBe(count)
    test.expect(scene.server.rows).toHaveLength(count)
  })
})
