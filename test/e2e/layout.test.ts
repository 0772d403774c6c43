import { join } from 'node:path'
import type { MessageState } from '@disparo/core'
import { Redis } from 'ioredis'
import { describe, expect, it, vi } from 'vitest'
import { openLayout } from '../layout/open-layout.js'
import type { Recorded } from '../layout/recorded.js'
import {
  type AccountName,
  accountNames,
  codeFor,
  dataKey,
  type Kind,
  kindsOf,
  recipientsOf,
  rowsOf,
  stackOptions,
} from '../layout/scenario.js'
import { type ProducerClient, producerClient } from '../stack/producer-client.js'
import { repositoryRoot } from '../stack/repository.js'
import { type Stack, startStackOn } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'

const layoutMark = 'disparo:layout'
const out: readonly string[] = ['accepted', 'sent', 'received', 'read']

describe('today’s programs on what a Redis has of', () => {
  it.for(['0.1.0'])('version %s: every message ends as it should', async (version, test) => {
    const { redis, recorded } = await openLayout(join(repositoryRoot, `test/fixtures/layout-${version}`))
    const client = new Redis(redis.url)
    test.onTestFinished(() => client.disconnect())
    expect(await client.exists(layoutMark)).toBe(0)
    const { env } = stackOptions
    const key = { DISPARO_DATA_KEY: dataKey }
    const stack = await startStackOn(redis, {
      ...stackOptions,
      names: [...accountNames],
      workers: 0,
      env: { ...env, producer: key, worker: { ...env.worker, ...key } },
    })
    test.onTestFinished(() => stack.stop())
    expect(await client.get(layoutMark)).toBe('2')
    await stack.sandbox.putArrivals(recorded.upstream)
    const all = accountNames.map((account) => leftOf(stack, recorded, account))

    for (const left of all) {
      await expectPeople(left)
      await repeatKeys(left)
    }
    await stack.startWorker()
    for (const left of all) {
      if (left.account === 'xml') await expectXmlEnds(left)
      else await expectRestEnds(left)
      await expectArrivals(left)
      await expectPausedToGoOn(left)
      await repeatKeys(left)
    }
    expect(await stack.sandbox.stats()).toMatchObject({ throttled: 0, rejected: 0 })
    for (const left of all) await expectArrivals(left, ['paused', 'asleep'])

    await client.set(layoutMark, '3')
    await expectToStop(stack)
  })
})

/** Once a newer version has migrated, programs of this one end, and start no more: each with one line for people. */
async function expectToStop({ producer, workers, startWorker }: Stack): Promise<void> {
  const line =
    /^(?:disparo \w+: )?Redis has layout 3, and this program works with layout 2 .* Upgrade this program\.$/m
  for (const running of [producer.process, ...workers]) {
    expect(await running.exited).toEqual({ code: 1, signal: null })
    expect(running.output()).toMatch(line)
  }
  const started = await startWorker().catch((error: unknown) => error)
  expect(started).toMatchObject({ code: 'APP_START', exit: { code: 1 } })
  const words = (started as Error).message.split('\n').slice(1).join('\n')
  expect(
    words
      .trim()
      .split('\n')
      .filter((each) => !each.startsWith('{')),
  ).toEqual([expect.stringMatching(line)])
}

/** What one account of the recording has come to. */
interface Left {
  readonly account: AccountName
  readonly producer: ProducerClient
  readonly batches: Readonly<Record<string, string>>
  readonly code: string | undefined
  readonly stack: Stack
}

function leftOf(stack: Stack, { batches, codes }: Recorded, account: AccountName): Left {
  return {
    account,
    producer: producerClient({ ...stack.producer, account }),
    batches: batches[account] ?? {},
    code: codes[account],
    stack,
  }
}

/** People can be read, also where they are sealed. */
async function expectPeople(left: Left): Promise<void> {
  for (const kind of kindsIn(left)) {
    const people = (await statesOf(left, kind)).map(({ to }) => to)
    expect([left.account, kind, people]).toEqual([left.account, kind, recipientsOf(left.account, kind)])
  }
}

/** Keys of before are known: whoever repeats them enqueues nothing. */
async function repeatKeys({ account, producer, batches, code }: Left): Promise<void> {
  for (const kind of ['before', 'queued'] as const) {
    const total = async () => (await producer.batch(batches[kind] ?? ''))?.total
    await producer.importCsv(rowsOf(account, kind), { key: kind })
    expect([kind, await total()]).toEqual([kind, kindsOf(account)[kind]])
  }
  if (code === undefined) return
  expect(await producer.send(codeFor(account), { key: 'code' })).toMatchObject({ id: code, created: false })
}

async function expectRestEnds(left: Left): Promise<void> {
  for (const kind of ['queued', 'before', 'after', 'retried', 'taken', 'interrupted'] as const) {
    await expectAll(left, kind, out)
  }
  await expectAll(left, 'cancelled', ['cancelled'])
  expect((await statesOf(left, 'retried'))[0]?.attempts).toBe(3)
  // The report proves that it never arrived, or that is not certain enough.
  await expectAll(left, 'untaken', [...out, 'unknown', 'enqueued'])
  expect(out).toContain((await left.producer.message(left.code ?? ''))?.status)
}

/** By XML a lost answer is never found out; what has a code is followed by it. */
async function expectXmlEnds(left: Left): Promise<void> {
  await expectAll(left, 'queued', out)
  await expectAll(left, 'taken', ['unknown'])
  await expectAll(left, 'before', ['sent', 'received', 'read'])
}

async function expectPausedToGoOn(left: Left): Promise<void> {
  for (const kind of ['paused', 'asleep'] as const) {
    const id = left.batches[kind]
    if (id === undefined) continue
    const counts = { enqueued: kindsOf(left.account)[kind] }
    expect(await left.producer.batch(id)).toMatchObject({ state: 'paused', counts })
    await left.producer.controlBatch(id, 'resume')
    await expectAll(left, kind, out)
  }
}

/** Of before and of now: whoever was to get a message, or may have got it, got one; whose message was stopped, none. */
async function expectArrivals({ account, stack, code }: Left, resumed: readonly Kind[] = []): Promise<void> {
  const arrived = (await stack.sandbox.allMessages()).map(({ to }) => to)
  const timesOf = (to: string) => arrived.filter((each) => each === to).length
  const stopped: readonly Kind[] = ['cancelled', 'paused', 'asleep']
  for (const kind of Object.keys(kindsOf(account)) as Kind[]) {
    const times = recipientsOf(account, kind).map(timesOf)
    const expected = stopped.includes(kind) && !resumed.includes(kind) ? 0 : 1
    if (kind === 'untaken') expect(Math.max(...times)).toBeLessThanOrEqual(1)
    else expect([account, kind, times]).toEqual([account, kind, times.map(() => expected)])
  }
  if (code !== undefined) expect(timesOf(codeFor(account).to)).toBe(1)
}

const kindsIn = ({ batches }: Left) => Object.keys(batches) as Kind[]
const statesOf = ({ producer, batches }: Left, kind: Kind): Promise<MessageState[]> =>
  producer.batchMessages(batches[kind] ?? '')

async function expectAll(left: Left, kind: Kind, statuses: readonly string[]): Promise<void> {
  await vi.waitFor(async () => {
    const found = (await statesOf(left, kind)).map(({ status }) => status)
    const others = found.filter((status) => !statuses.includes(status))
    const count = kindsOf(left.account)[kind]
    expect([left.account, kind, found.length, others]).toEqual([left.account, kind, count, []])
  }, patience)
}
