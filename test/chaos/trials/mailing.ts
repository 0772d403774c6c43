import { setTimeout as delay } from 'node:timers/promises'
import type { MessageState } from '@disparo/core'
import type { ImportOptions } from '../../stack/producer-client.js'
import { importSurely, recipient, until } from './campaign.js'
import type { CaseInput } from './cases.js'

/** All that a case sends: each message has a recipient of its own, beginning with the case's first. */
export interface Mailing {
  /** Answers the recipients. Namespace and label are those of the seed's examples. */
  enqueue(count: number, elementName: string, terms?: ImportOptions): Promise<ReadonlySet<string>>
  enqueueTo(to: ReadonlySet<string>, elementName: string, terms?: ImportOptions): Promise<void>
  states(): Promise<MessageState[]>
  /** Messages that upstream took, of those for these recipients; in order of arrival. */
  taken(to: ReadonlySet<string>): readonly { readonly at: number }[]
  /** Whether all of them were taken before patience ends. */
  allTaken(to: ReadonlySet<string>): Promise<boolean>
  /** Sends one message of a template after the other until it is so, or patience ends; answers whether it is. */
  trickleUntil(elementName: string, isSo: () => Promise<boolean>): Promise<boolean>
  counts(): Promise<{ readonly onTheirWay: number; readonly inDoubt: number }>
  /** What is on its way or in doubt, of the messages for these recipients or of all. */
  open(to?: ReadonlySet<string>): Promise<readonly MessageState[]>
  /** Waits until nothing is open but for these recipients, or patience ends. */
  settle(but?: ReadonlySet<string>): Promise<void>
}

const EVERY_MS = 200
const PATIENCE_MS = 180_000
const OPEN: ReadonlySet<string> = new Set(['enqueued', 'sending', 'unknown'])

export function openMailing({ account, first }: Pick<CaseInput, 'account' | 'first'>): Mailing {
  const { producer, tenant } = account
  const batches: string[] = []
  let next = first
  const enqueueTo: Mailing['enqueueTo'] = async (to, elementName, terms) => {
    const rows = [...to].map((each) => `${each},default,${elementName},black_friday`)
    const csv = ['to,namespace,elementName,externalLabel', ...rows].join('\n')
    const { id } = await importSurely(producer, csv, terms)
    batches.push(id)
  }
  const enqueue: Mailing['enqueue'] = async (count, elementName, terms) => {
    const to = new Set(Array.from({ length: count }, () => recipient(next++)))
    await enqueueTo(to, elementName, terms)
    return to
  }
  const states = async () => (await Promise.all(batches.map((id) => producer.batchMessages(id)))).flat()
  const taken: Mailing['taken'] = (meant) =>
    tenant.posts.filter(({ to, fate }) => fate.takes && meant.has(to))
  const open: Mailing['open'] = async (meant) =>
    (await states()).filter(({ status, to }) => OPEN.has(status) && (meant?.has(to) ?? true))
  return {
    enqueue,
    enqueueTo,
    states,
    taken,
    allTaken: (to) => comesAbout(async () => taken(to).length >= to.size),
    trickleUntil: (elementName, isSo) =>
      comesAbout(async () => {
        if (await isSo()) return true
        await enqueue(1, elementName)
        await delay(EVERY_MS)
        return false
      }),
    open,
    counts: async () => {
      const all = (await Promise.all(batches.map((id) => producer.batch(id)))).map((batch) => batch?.counts)
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
      return {
        onTheirWay: sum(all.map((counts) => (counts ? counts.enqueued + counts.sending : 1))),
        inDoubt: sum(all.map((counts) => counts?.unknown ?? 0)),
      }
    },
    settle: async (but) =>
      void (await comesAbout(async () => (await open()).every(({ to }) => but?.has(to)))),
  }
}

function comesAbout(isSo: () => Promise<boolean>): Promise<boolean> {
  return until('it is so', isSo, PATIENCE_MS).then(
    () => true,
    () => false,
  )
}
