import type { MessageStatus } from '@disparo/core/internal/message'
import type { SandboxTruth } from '../../stack/sandbox-client.js'
import { type StatusJudgement, statusOfTruth } from '../judge-statuses.js'

/** What Hi Platform's own interfaces show of a message: they know it by its recipient, who has but one in the demo. */
export interface ReportedMessage {
  readonly to: string
  readonly status: MessageStatus
  /** Epoch seconds; not shown by every interface. */
  readonly dates?: ReportedDates
}

type ReportedDates = Readonly<Partial<Record<'sentDate' | 'receivedDate' | 'readDate', number>>>

const atLeast = {
  sent: ['sent', 'received', 'read'],
  received: ['received', 'read'],
  read: ['read'],
} as const satisfies Record<string, readonly MessageStatus[]>

/** Holds what is shown of each message against what really became of it. */
export function judgeReported(
  shown: readonly ReportedMessage[],
  truths: readonly SandboxTruth[],
): StatusJudgement {
  const byRecipient = new Map(shown.map((message) => [message.to, message]))
  const reached = (statuses: readonly MessageStatus[]) =>
    shown.filter(({ status }) => statuses.includes(status)).length
  return {
    sent: reached(atLeast.sent),
    received: reached(atLeast.received),
    read: reached(atLeast.read),
    statusMismatches: truths.filter((truth) => !agrees(byRecipient.get(truth.to), truth)).length,
  }
}

function agrees(shown: ReportedMessage | undefined, truth: SandboxTruth): boolean {
  if (!shown || shown.status !== statusOfTruth(truth)) return false
  const { dates } = shown
  if (!dates) return true
  return (['sentDate', 'receivedDate', 'readDate'] as const).every((date) => dates[date] === truth[date])
}
