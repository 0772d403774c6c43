import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Stack } from '../stack/start-stack.js'
import type { Recorded } from './recorded.js'
import { type AccountName, codeFor, type Kind, kindsOf, rowsOf } from './scenario.js'

const patienceMs = 30_000

/** What one account has left in Redis, and what Hi Platform had got of it. */
export interface Left {
  readonly batches: Readonly<Record<string, string>>
  /** The id of a one-time code that waits. */
  readonly code?: string
  readonly upstream: Recorded['upstream']
}

/** Leaves messages of every kind that an account by REST can have, and no worker. */
export async function leaveRest(stack: Stack, account: AccountName): Promise<Left> {
  const { sandbox, producer, workers } = stack
  const { ids, enqueue, become } = campaigns(stack, account)
  await sandbox.setFaults([
    // Nobody learns anything by the report meanwhile.
    { fault: 'status', status: 503, on: 'report' },
    { fault: 'drop-after', elementName: 'taken' },
    { fault: 'drop-before', elementName: 'untaken' },
    { fault: 'status', status: 503, elementName: 'retried' },
    { fault: 'latency', latencyMs: 1_500, elementName: 'interrupted' },
  ])
  for (const kind of ['before', 'taken', 'untaken', 'after'] as const) {
    await enqueue(kind)
    await become(kind, kind === 'before' || kind === 'after' ? 'accepted' : 'unknown')
  }

  await workers[0]?.stop()
  const asleep = await enqueue('asleep')
  await producer.controlBatch(asleep, 'pause')
  const delayed = await countDelayed(stack, account)
  const worker = await stack.startWorker()
  await until(async () => (await countDelayed(stack, account)) === delayed + (kindsOf(account).asleep ?? 0))
  const retried = await enqueue('retried')
  await until(async () => ((await producer.batchMessages(retried))[0]?.attempts ?? 0) >= 2)
  const { accepted } = await sandbox.stats()
  const interrupted = kindsOf(account).interrupted ?? 0
  await enqueue('interrupted')
  await until(async () => (await sandbox.stats()).accepted === accepted + interrupted)
  await worker.kill()

  await enqueue('queued')
  await producer.controlBatch(await enqueue('paused'), 'pause')
  await producer.controlBatch(await enqueue('cancelled'), 'cancel')
  const { id: code } = await producer.send(codeFor(account), { key: 'code' })
  await become('interrupted', 'sending')
  await become('retried', 'enqueued')
  return { batches: ids, code, upstream: await sandbox.allArrivals() }
}

/** The same for an account by XML. */
export async function leaveXml(stack: Stack, account: AccountName): Promise<Left> {
  const { sandbox, producer, workers } = stack
  const { ids, enqueue, become } = campaigns(stack, account)
  await sandbox.setFaults([{ fault: 'drop-after', on: 'xml-send', elementName: 'taken' }])
  await enqueue('before')
  await become('before', 'accepted')
  await enqueue('taken')
  await become('taken', 'unknown')
  await workers[0]?.stop()
  await enqueue('queued')
  await producer.controlBatch(await enqueue('paused'), 'pause')
  return { batches: ids, upstream: await sandbox.allArrivals() }
}

function campaigns({ producer }: Stack, account: AccountName) {
  const ids: Record<string, string> = {}
  return {
    ids: ids as Readonly<Record<string, string>>,
    enqueue: async (kind: Kind) => {
      const { id } = await producer.importCsv(rowsOf(account, kind), { key: kind })
      ids[kind] = id
      return id
    },
    become: (kind: Kind, status: 'accepted' | 'unknown' | 'sending' | 'enqueued') =>
      until(async () => (await producer.batch(ids[kind] ?? ''))?.counts[status] === kindsOf(account)[kind]),
  }
}

async function countDelayed({ redis }: Stack, account: AccountName): Promise<number> {
  const client = new Redis(redis.url)
  try {
    return await client.zcard(`disparo:{${account}}:${account}-bulk:delayed`)
  } finally {
    client.disconnect()
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`This did not become true: ${isSo}`)
    await pause(20)
  }
}
