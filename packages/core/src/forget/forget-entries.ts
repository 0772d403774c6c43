import { entryField, forgetMessage, readPerson } from '../ledger/index.js'
import { extrasOf, isRecipient } from '../message/index.js'
import { DataKeyMissingError } from '../seal/index.js'
import type { ForgetDeps, ForgetProgress } from './forget-deps.js'
import { recordResult } from './record-result.js'

/** The pattern of the keys of all entries. */
export function entriesPattern({ keys }: ForgetDeps): string {
  return keys.message('*')
}

/** Takes a person out of their entries among those keys. */
export async function forgetEntries(
  deps: ForgetDeps,
  found: readonly string[],
  search: ForgetProgress,
): Promise<void> {
  const { redis, keys, ledgerOptions } = deps
  const start = keys.message('').length
  const pipeline = redis.pipeline()
  for (const key of found) pipeline.hmget(key, entryField.to, entryField.label)
  const replies = (await pipeline.exec()) ?? []
  for (const [index, key] of found.entries()) {
    const [error, values] = replies[index] ?? []
    if (error) throw error
    const id = key.slice(start)
    const [to, label] = values as (string | null)[]
    const person = open(deps, id, { to, label }, search)
    if (person === undefined || !search.person.is(person.to)) continue
    if (person.reference !== undefined) search.references.add(person.reference)
    recordResult(search, id, await forgetMessage(redis, keys, { ledgerOptions, id }))
  }
}

/** The person; `undefined` where there is none any more, or what there is cannot be read. */
function open(
  { seal }: ForgetDeps,
  id: string,
  kept: { readonly to: string | null | undefined; readonly label: string | null | undefined },
  search: ForgetProgress,
): { readonly to: string; readonly reference?: string } | undefined {
  if (!kept.to) return undefined
  try {
    const { to, reference } = readPerson(seal, id, kept)
    if (to !== undefined && isRecipient(to)) return { to, ...extrasOf({ reference }) }
  } catch (error) {
    if (!(error instanceof DataKeyMissingError)) throw error
  }
  search.unreadable += 1
  return undefined
}
