/** What is known of a message that the report is to tell more about. Times in epoch ms on upstream's clock. */
export interface TrackedMessage {
  readonly id: string
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly externalLabel?: string | undefined
  readonly upstreamId?: string | undefined
  /** Whether it was sent at all is not known (`unknown`). */
  readonly inDoubt?: boolean | undefined
  /** When the POST began. */
  readonly sentAt: number
  /** The dates of the item it was matched with before; with `dispatchedAt` it claims that item again. */
  readonly dispatchedAt?: number | undefined
  readonly sentDate?: number | undefined
  readonly receivedDate?: number | undefined
  readonly readDate?: number | undefined
}

/** Whether it was matched with no item before. */
export function isUnmatched({ dispatchedAt }: TrackedMessage): boolean {
  return dispatchedAt === undefined
}
