import { entryField, readPerson } from '@disparo/core/internal/ledger'
import { DataKeyMissingError, noSeal } from '@disparo/core/internal/seal'
import type { WebhookDeps } from '@disparo/core/internal/webhook'

/** The recipient of a message; `undefined` where it was forgotten, or the data key is missing. */
export async function readMessagePerson(
  { redis, keys, ledgerOptions: { seal = noSeal } }: WebhookDeps,
  id: string,
): Promise<string | undefined> {
  const [to, label] = await redis.hmget(keys.message(id), entryField.to, entryField.label)
  try {
    return readPerson(seal, id, { to, label }).to
  } catch (error) {
    if (error instanceof DataKeyMissingError) return undefined
    throw error
  }
}
