import { expect, vi } from 'vitest'
import { controlSenderBy, isControlMessage } from '../stack/control-message.js'
import { producerClient } from '../stack/producer-client.js'
import type { Stack } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'

const FIRST_RECIPIENT = 5_511_900_000_001

/** Row `n`, from 0: each has a recipient of its own, so that arrivals can be told apart. */
export function recipient(n: number): string {
  return `${FIRST_RECIPIENT + n}`
}

/** The row that a recipient stands in. */
export function rowOf(to: string): number {
  return Number(to) - FIRST_RECIPIENT
}

/** Rows `first` and on. */
export function campaign(count: number, first = 0): string {
  const rows = Array.from({ length: count }, (_, n) => `${recipient(first + n)},avisos,boleto`)
  return ['to,namespace,elementName', ...rows].join('\n')
}

/** How many of a campaign's messages have reached Hi Platform, and how often, as the sandbox saw it. */
export async function arrivalsOf({ sandbox }: Pick<Stack, 'sandbox'>): Promise<readonly string[]> {
  return (await sandbox.allMessages()).filter((message) => !isControlMessage(message)).map(({ to }) => to)
}

/** Reading all that has arrived costs something. */
const seldom = { ...patience, interval: 300 }

/** Waits until so many were accepted upstream, and expects each recipient to have got exactly one. */
export async function expectEachOnce(stack: Stack, count: number): Promise<void> {
  const sendSibling = controlSenderBy(stack.producer)
  const expectAll = async () => {
    await sendSibling()
    expect(new Set(await arrivalsOf(stack)).size).toBe(count)
  }
  await vi.waitFor(expectAll, seldom)
  expect(await arrivalsOf(stack)).toHaveLength(count)
}

/** Waits until more than so many were accepted upstream. */
export async function expectMoreThan({ sandbox }: Pick<Stack, 'sandbox'>, count: number): Promise<void> {
  await vi.waitFor(async () => expect((await sandbox.stats()).accepted).toBeGreaterThan(count), {
    ...patience,
    interval: 50,
  })
}

/** Waits until the ledger, too, knows of every message of the batch that it went out. */
export async function expectAllKnown(stack: Stack, batchId: string): Promise<void> {
  const sendSibling = controlSenderBy(stack.producer)
  const notOut = async () => {
    await sendSibling()
    const counts = (await stack.producer.batch(batchId))?.counts
    if (!counts) return undefined
    const { enqueued, sending, unknown, rejected, failed, expired, cancelled } = counts
    return { enqueued, sending, unknown, rejected, failed, expired, cancelled }
  }
  const none = { enqueued: 0, sending: 0, unknown: 0, rejected: 0, failed: 0, expired: 0, cancelled: 0 }
  await vi.waitFor(async () => expect(await notOut()).toEqual(none), seldom)
}

/** The stack as it is seen by one of its accounts. */
export function seenBy(stack: Stack, account: string): Stack {
  return {
    ...stack,
    account,
    producer: { ...stack.producer, ...producerClient({ ...stack.producer, account }) },
  }
}
