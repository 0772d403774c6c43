import type { MessageState } from '@disparo/core'

/** A dispatched message with the very fields of seed 001's example. Dates are epoch seconds; 0: not yet. */
export interface ReportItem {
  readonly sender: string
  readonly recipient: string
  readonly origin: 'API'
  readonly namespace: string
  readonly elementName: string
  readonly operatorName: ''
  readonly billable: boolean
  readonly externalLabel: string
  readonly dispatchDate: number
  readonly sentDate: number
  readonly receivedDate: number
  readonly readDate: number
}

/**
 * A message as the report shows it. Everything sent by us is sent through the API, by no operator. Templates are billed:
 * `billable` is true unless Hi Platform's own report said otherwise. What else is not known is an empty text. It was
 * dispatched when it was accepted, for by that moment the report is asked.
 */
export function reportItem(message: MessageState, sender: string | undefined): ReportItem {
  const { timeline } = message
  return {
    sender: sender ?? '',
    recipient: message.to,
    origin: 'API',
    namespace: message.namespace,
    elementName: message.elementName,
    operatorName: '',
    billable: message.billable ?? true,
    externalLabel: message.externalLabel ?? '',
    dispatchDate: seconds(timeline.accepted ?? message.dispatchedAt ?? timeline.sent),
    sentDate: seconds(timeline.sent),
    receivedDate: seconds(timeline.received),
    readDate: seconds(timeline.read),
  }
}

function seconds(instant: string | undefined): number {
  return instant === undefined ? 0 : Math.floor(Date.parse(instant) / 1_000)
}
