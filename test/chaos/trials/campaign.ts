import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { BatchReceipt, MessageState } from '@disparo/core'
import { controlSenderBy } from '../../stack/control-message.js'
import { type ImportOptions, type ProducerClient, ProducerError } from '../../stack/producer-client.js'
import type { Stack } from '../../stack/start-stack.js'

const FIRST_RECIPIENT = 5_511_900_000_001
const LOOK_MS = 200
const PATIENCE_MS = 180_000

/** Row `n`, from 0: each has a recipient of its own, so that arrivals can be told apart. */
export function recipient(n: number): string {
  return `${FIRST_RECIPIENT + n}`
}

export function rowOf(to: string): number {
  return Number(to) - FIRST_RECIPIENT
}

export function messageTo(n: number) {
  return { to: recipient(n), namespace: 'chaos', elementName: 'campaign' }
}

/** Rows `first` and following, as CSV. */
export function campaign(count: number, first = 0): string {
  const rows = Array.from({ length: count }, (_, n) => Object.values(messageTo(first + n)).join())
  return ['to,namespace,elementName', ...rows].join('\n')
}

/** As a backend does: what is answered 503 is repeated with its key. */
export async function importSurely(
  { importCsv }: Pick<ProducerClient, 'importCsv'>,
  csv: string,
  terms: Omit<ImportOptions, 'key'> = {},
): Promise<BatchReceipt> {
  const key = randomUUID()
  for (;;) {
    try {
      return await importCsv(csv, { ...terms, key, once: true })
    } catch (error) {
      if (!(error instanceof ProducerError && error.status === 503)) throw error
      await delay(LOOK_MS)
    }
  }
}

/** Waits until more than so many were accepted upstream. @throws Error when they are not within 3 minutes */
export function acceptedMoreThan({ sandbox }: Pick<Stack, 'sandbox'>, count: number): Promise<void> {
  return until(`more than ${count} are accepted`, async () => (await sandbox.stats()).accepted > count)
}

/**
 * Waits until nothing of the batches is on its way or in doubt any more; what still is after 3 minutes is left to be
 * counted. Answers every message of theirs.
 */
export async function settledOf({ producer }: Stack, batches: readonly string[]): Promise<MessageState[]> {
  const sendSibling = controlSenderBy(producer)
  const isSettled = async () => {
    await sendSibling()
    const states = await Promise.all(batches.map((id) => producer.batch(id)))
    return states.every((state) => {
      const { enqueued, sending, unknown } = state?.counts ?? { enqueued: 1, sending: 0, unknown: 0 }
      return enqueued + sending + unknown === 0
    })
  }
  await until('all is settled', isSettled).catch(() => undefined)
  return (await Promise.all(batches.map((id) => producer.batchMessages(id)))).flat()
}

/** @throws Error when it does not come about within `patienceMs` (3 minutes) */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It did not come about that ${what}`)
    await delay(LOOK_MS)
  }
}
