import type { BatchState } from '@disparo/core'
import { type Message, MessageStatus } from '@disparo/core/internal/message'
import type { StatusJudgement } from '../judge-statuses.js'
import type { UrgentMessage } from '../send-urgent.js'

/** A way into Disparo, as a program goes that takes it, and what it is told there of its messages. */
export interface DemoClient {
  /** Who says what became of the messages, in words. */
  readonly statusSource: string
  /** What is to be known of when that is, for people who wait. */
  readonly remark?: string
  /** Hands examples/campaign.csv over. */
  importCampaign(): Promise<HandedOver>
  /** How far the campaign is. */
  campaign(): Promise<Pick<BatchState, 'total' | 'counts'>>
  /** Sends one message; `id` is the name it goes by here. */
  send(message: Message): Promise<{ readonly id: string }>
  /** Whether nothing of these waits to be sent. */
  areSettled(urgent: readonly UrgentMessage[]): Promise<boolean>
  /** What is said of all messages, and how it compares with the truth. */
  judge(urgent: readonly UrgentMessage[]): Promise<Verdict>
}

interface HandedOver {
  readonly rows: number
  readonly enqueued: number
  readonly rejected: number
}

export type StatusCounts = Readonly<Partial<Record<MessageStatus, number>>>

export interface Verdict {
  readonly judgement: StatusJudgement
  readonly counts: StatusCounts
}

export function countStatuses(statuses: readonly MessageStatus[]): StatusCounts {
  const counts = MessageStatus.options.map((status) => [
    status,
    statuses.filter((each) => each === status).length,
  ])
  return Object.fromEntries(counts.filter(([, count]) => count !== 0))
}
