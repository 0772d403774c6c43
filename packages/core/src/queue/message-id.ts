import { createHash } from 'node:crypto'
import { v5, v7 } from 'uuid'
import type { Message } from '../message/index.js'

/** Namespace of the ids made from idempotency keys (RFC 9562, 5.5); a key may hold anything, an id must not. */
const namespace = '5d1f0c4e-7c1b-4e0b-9a55-3f0a7f6b2c11'

/** The id of a message: the same for the same key of the same account, else a new one in the order of time. */
export function messageId(account: string, key?: string): string {
  return key === undefined ? v7() : v5(`${account}/message/${key}`, namespace)
}

export function batchId(account: string, key?: string): string {
  return key === undefined ? v7() : v5(`${account}/batch/${key}`, namespace)
}

/** 72 bits that tell whether two messages with one key are the same message. */
export function fingerprint(message: Message): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('base64url').slice(0, 12)
}
