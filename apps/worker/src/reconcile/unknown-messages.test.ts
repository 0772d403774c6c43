import type { MessageInput } from '@disparo/core'
import { type AccountInput, ledgerOptionsOf } from '@disparo/core/internal/account'
import { resolveDoubt } from '@disparo/core/internal/ledger'
import { describe, expect, it } from 'vitest'
import { startAccountWorker } from '../account-worker.js'
import {
  iso,
  message,
  openReconcileFixture,
  type ReconcileFixture,
  rowAt,
} from './reconcile-fixture.test.support.js'
import { never, page, status } from './report-server.test.support.js'

const name = 'unknown-messages'
const statusOf = async ({ status }: ReconcileFixture, id: string) => (await status(id))?.status
const becomes = (scene: ReconcileFixture, id: string, expected: string) =>
  expect.poll(() => statusOf(scene, id)).toBe(expected)

/** Starts a whole worker: it sends, and reconciles as well. */
async function work({ account, redis, log }: ReconcileFixture) {
  const credentials = { username: 'usuarioApi', password: 'senhaApi' }
  const worker = startAccountWorker({
    account,
    credentials,
    redis,
    log,
    concurrency: 5,
    lockMs: 30_000,
    onRedisError: () => {},
  })
  await worker.ready()
  return worker
}

/** A message whose only attempt got no answer, and that fell asleep so in its lane. */
async function sendIntoDoubt(scene: ReconcileFixture, given: MessageInput = message): Promise<string> {
  scene.server.posts = [never]
  const { id } = await scene.disparo.send(given, { lane: 'bulk' })
  await becomes(scene, id, 'unknown')
  await expect.poll(async () => (await scene.lanes.bulk.getJob(id))?.isDelayed()).toBe(true)
  return id
}

describe('an unknown message', () => {
  it('that the report shows was sent: it gets its timeline, and is not sent again', async () => {
    const scene = await openReconcileFixture(name)
    const worker = await work(scene)
    const id = await sendIntoDoubt(scene)
    scene.server.rows = [rowAt(5, { sent: 6, received: 8 })]
    await scene.move(id, 5)
    await becomes(scene, id, 'received')
    expect(await scene.status(id)).toMatchObject({
      attempts: 1,
      timeline: { sent: iso(6), received: iso(8) },
    })
    // Its job is awake, finds that all is done, and goes.
    await expect.poll(() => scene.lanes.bulk.getJob(id)).toBeUndefined()
    await worker.stop(1_000)
    expect(scene.server.posted).toHaveLength(1)
  })

  it('that the report proves absent is sent again, once', async () => {
    const scene = await openReconcileFixture(name)
    const worker = await work(scene)
    const id = await sendIntoDoubt(scene)
    await scene.sibling(6)
    await scene.move(id, 5)
    await becomes(scene, id, 'accepted')
    await expect.poll(() => scene.lanes.bulk.getJob(id)).toBeUndefined()
    expect((await scene.status(id))?.attempts).toBe(2)
    await worker.stop(1_000)
    scene.server.rows = []
    await scene.move(id, 5)
    await scene.scan()
    expect(scene.server.posted).toHaveLength(2)
    expect(scene.lines.filter(({ event }) => event === 'message:orphaned')).toEqual([])
  })

  it('that is proved absent after its last attempt has failed, with its job, and can be retried', async () => {
    const scene = await openReconcileFixture(name, { maxAttempts: 1 })
    const worker = await work(scene)
    const id = await sendIntoDoubt(scene)
    await scene.sibling(6)
    await scene.move(id, 5)
    await becomes(scene, id, 'failed')
    expect(await scene.status(id)).toMatchObject({
      ...{ attempts: 1, detail: 'attempts-exhausted: proved-absent' },
    })
    // Its job does not sleep on, and is not done, either.
    await expect.poll(async () => (await scene.lanes.bulk.getJob(id))?.isFailed()).toBe(true)
    expect(scene.server.posted).toHaveLength(1)
    await scene.disparo.retry(id)
    await becomes(scene, id, 'accepted')
    expect(await scene.status(id)).toMatchObject({ attempts: 1 })
    await worker.stop(1_000)
    expect(scene.server.posted).toHaveLength(2)
  })

  it('that a scanner released and died is sent as soon as another scans, though its job sleeps for minutes', async () => {
    const scene = await openReconcileFixture(name)
    const { redis, keys, account, lanes } = scene
    const worker = await work(scene)
    const id = await sendIntoDoubt(scene)
    await worker.stop(1_000)
    const what = {
      ledgerOptions: ledgerOptionsOf(account),
      ids: [id],
      as: 'enqueued',
      reason: 'proved-absent',
    } as const
    await resolveDoubt(redis, keys, { ...what, unknownBy: Number.MAX_SAFE_INTEGER, attemptMs: 0 })
    expect(await (await lanes.bulk.getJob(id))?.isDelayed()).toBe(true)

    const successor = await work(scene)
    await becomes(scene, id, 'accepted')
    await successor.stop(1_000)
    expect(scene.server.posted).toHaveLength(2)
    expect(await redis.exists(keys.released)).toBe(0)
  })

  it('that is proved absent fails visibly when its job is gone, and is not looked for any more', async () => {
    const scene = await openReconcileFixture(name)
    const worker = await work(scene)
    const id = await sendIntoDoubt(scene)
    await (await scene.lanes.bulk.getJob(id))?.remove()
    const orphaned = scene.next('message:orphaned')
    await scene.sibling(6)
    await scene.move(id, 5)
    expect(await orphaned).toMatchObject({ ids: [id] })
    expect(await scene.status(id)).toMatchObject({ status: 'failed', detail: 'job-missing', attempts: 1 })
    await worker.stop(1_000)
    expect(scene.server.posted).toHaveLength(1)
    expect(scene.lines.filter(({ event }) => event === 'message:orphaned')).toHaveLength(1)
  })

  it('goes out with a label of its own where labels are unique, and the same one again', async () => {
    const scene = await openReconcileFixture(name, { uniqueLabel: true })
    const worker = await work(scene)
    const id = await sendIntoDoubt(scene, { ...message, externalLabel: 'black_friday' })
    await scene.sibling(6)
    await scene.move(id, 5)
    await becomes(scene, id, 'accepted')
    await worker.stop(1_000)
    const label = `black_friday~${id}`
    expect(scene.server.posted.map(({ externalLabel }) => externalLabel)).toEqual([label, label])
    expect((await scene.status(id))?.externalLabel).toBe('black_friday')
  })
})

interface Hindrance {
  readonly settings?: Partial<AccountInput>
  readonly prepare?: (scene: ReconcileFixture) => unknown
}

const hindrances: readonly (readonly [string, Hindrance])[] = [
  ['a bad item could be its own', { prepare: answering({ rows: [{ recipient: '5511900000009' }] }) }],
  ['the page has fewer items than it says', { prepare: answering({ missing: 1 }) }],
  ['the report may lack it for longer', { settings: { reconcile: { reportLagMs: 3_600_000 } } }],
  ['it may be dispatched later', { settings: { reconcile: { dispatchLagMs: 3_600_000 } } }],
  ['somebody has to decide', { settings: { unknownPolicy: { bulk: 'hold' } } }],
  [
    'upstream’s clock is not what it was',
    { prepare: ({ server }) => Object.assign(server, { clockAheadMs: 600_000 }) },
  ],
]

/** The report shows what it has, and these; or says that there is more. */
function answering({ rows = [], missing = 0 }: { rows?: readonly object[]; missing?: number }) {
  return ({ server }: ReconcileFixture) => {
    const shown = [...server.rows, ...rows]
    server.answers.push(status(200, {}, page(shown, { totalResults: shown.length + missing })))
  }
}

describe('an unknown message that is not in the report', () => {
  it('is released by a scan that proves it', async () => {
    const scene = await openReconcileFixture(name)
    await scene.redis.hset(scene.keys.reportState, { skewMs: 0, itemsPerMessage: 1 })
    await scene.put('lost', 5, { status: 'unknown' })
    await scene.sibling(6)
    expect(await scene.scan()).toMatchObject({ absent: 1, released: 1 })
    expect(await scene.status('lost')).toMatchObject({ status: 'enqueued', detail: 'proved-absent' })
  })

  it.each(hindrances)('stays unknown when %s', async (_, { settings = {}, prepare }) => {
    const scene = await openReconcileFixture(name, settings)
    await scene.redis.hset(scene.keys.reportState, { skewMs: 0, itemsPerMessage: 1 })
    await scene.put('lost', 5, { status: 'unknown' })
    await scene.sibling(6)
    prepare?.(scene)
    expect(await scene.scan()).toMatchObject({ released: 0 })
    expect(await statusOf(scene, 'lost')).toBe('unknown')
  })

  it('is found by an upstream whose clock is ten minutes ahead, and never released for that', async () => {
    const scene = await openReconcileFixture(name)
    scene.server.clockAheadMs = 600_000
    await scene.put('m1', 5, { status: 'unknown' })
    scene.server.rows = [rowAt(605, { sent: 606 })]
    expect(await scene.scan()).toMatchObject({ matched: 1, released: 0 })
    expect(scene.server.asked).toHaveLength(2)
    expect(await scene.status('m1')).toMatchObject({ status: 'sent', timeline: { sent: iso(606) } })
  })

  it('does not take the item of its twin in the next slice', async () => {
    const scene = await openReconcileFixture(name)
    await scene.put('twin', 31)
    scene.server.rows = [rowAt(31, { read: 40 })]
    await scene.scan()
    expect(await statusOf(scene, 'twin')).toBe('read')
    await scene.put('lost', 29, { status: 'unknown' })
    expect(await scene.scan()).toMatchObject({ slices: 2, matched: 1, foreign: 0, released: 1 })
    expect(await statusOf(scene, 'lost')).toBe('enqueued')
    expect(await statusOf(scene, 'twin')).toBe('read')
  })

  it('does not take the item that a twin known to be accepted can have, near as it is', async () => {
    const scene = await openReconcileFixture(name)
    await scene.put('lost', 5, { status: 'unknown' })
    await scene.put('twin', 7)
    scene.server.rows = [rowAt(5, { sent: 8 })]
    expect(await scene.scan()).toMatchObject({ matched: 1, released: 1 })
    expect(await statusOf(scene, 'twin')).toBe('sent')
    expect(await statusOf(scene, 'lost')).toBe('enqueued')
  })
})
