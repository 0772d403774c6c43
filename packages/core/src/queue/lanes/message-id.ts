import { v5, v7 } from 'uuid'

/** Namespace of the ids made from idempotency keys (RFC 9562, 5.5); a key may hold anything, an id must not. */
const namespace = '5d1f0c4e-7c1b-4e0b-9a55-3f0a7f6b2c11'

/** The id of a message: the same for the same key of the same account, else a new one in the order of time. */
export function messageId(account: string, key?: string): string {
  return key === undefined ? v7() : v5(`${account}/message/${key}`, namespace)
}

export function batchId(account: string, key?: string): string {
  return key === undefined ? v7() : v5(`${account}/batch/${key}`, namespace)
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const batchIdForm = new RegExp(`^${uuid}$`)
const messageIdForm = new RegExp(`^${uuid}(?:-[1-9]\\d{0,9})?$`)

/** Whether it can be a batch's id. Anything else might be the name of another thing in Redis. */
export function isBatchId(id: string): boolean {
  return batchIdForm.test(id)
}

/** Whether it can be a message's id: one of its own, or a batch's with a row. */
export function isMessageId(id: string): boolean {
  return messageIdForm.test(id)
}
