import { z } from 'zod'
import { Message } from '../../message/index.js'

/** Every job of a lane has this name; its id is the message's. */
export const sendJobName = 'send'

/** What a job carries: the message, and how it is to be treated. The rest (lane, id, age) is the job's own. */
export const SendJob = z.strictObject({
  message: Message,
  /** The batch it belongs to and its row there. */
  batch: z.string().min(1).optional(),
  row: z.int().min(1).optional(),
  /** Epoch ms after which it is not sent any more. */
  expiresAt: z.int().positive().optional(),
  /** Of the message, when it has an idempotency key: tells a repetition from a different message. */
  fingerprint: z.string().min(1).optional(),
  /** It goes in a request of at most so many messages, since a larger one was rejected as a whole (XML only). */
  groupMax: z.int().min(1).optional(),
})
export type SendJob = z.infer<typeof SendJob>

/** What is readable of a job whose message is not. */
export const SealedJob = SendJob.extend({ message: z.string() })
export type SealedJob = z.infer<typeof SealedJob>

/** A job's data as Redis has it: where the account has a data key, the message is a sealed text (sealed-job.ts). */
export interface StoredJob extends Omit<SendJob, 'message'> {
  readonly message: Message | string
}

/** Why a job was put off when its turn came, and until when (epoch ms): its progress, as BullMQ calls it. */
export interface JobHoldup {
  readonly reason: 'quiet-hours' | 'cap'
  readonly until: number
}
