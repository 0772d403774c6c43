/** What somebody did. */
export const auditActions = [
  'batch-created',
  'batch-corrected',
  'batch-paused',
  'batch-resumed',
  'batch-cancelled',
  'batch-rescheduled',
  'batch-paced',
  'batch-renamed',
  'batch-retried',
  'message-retried',
  'doubt-resolved',
  'suppressed',
  'unsuppressed',
  'person-forgotten',
  'exported',
  'callbacks-replayed',
  'templates-synced',
  'queue-changed',
  'key-created',
  'key-revoked',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Something that somebody did: no phone number, no name of a person who was messaged, nothing that was said. */
export interface Act {
  /** Its place in the list. */
  readonly id: string
  /** ISO 8601, by Redis's clock. */
  readonly at: string
  readonly action: AuditAction
  /** Absent where the caller did not say. */
  readonly by?: string | undefined
  /** The id of a batch, and of a message. */
  readonly batch?: string | undefined
  readonly message?: string | undefined
  /** How many messages, people or callbacks. */
  readonly count?: number | undefined
  /**
   * What was exported; how a doubt was resolved; why people are suppressed; the new pace (a number, or `none`) or moment; what was done in
   * the board to which lane (`pause bulk`); the id of a key.
   */
  readonly what?: string | undefined
}

export type NewAct = Omit<Act, 'id' | 'at'>
