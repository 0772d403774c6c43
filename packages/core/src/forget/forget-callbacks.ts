import { ErrorCode, Job } from 'bullmq'
import { CallbackBody, callbackJobName, isOfMessage } from '../callback/index.js'
import { entryField } from '../ledger/index.js'
import type { ForgetDeps, ForgetProgress } from './forget-deps.js'

/** The pattern of the keys of all callbacks; a few others have it, too. */
export function callbacksPattern({ callbacks }: ForgetDeps): string {
  return callbacks.toKey('*')
}

interface Labelled {
  readonly jobId: string
  readonly body: Extract<CallbackBody, { data: { status: unknown } }>
}

/**
 * Takes label, reference and metadata out of the callbacks about a person's messages, whether they wait, were put aside, or were just
 * delivered: they say nothing else of anybody. They are delivered as before. Also out of those of messages that nobody
 * is in any more: somebody's forgetting may have been broken off before it came to callbacks.
 */
export async function forgetCallbacks(
  deps: ForgetDeps,
  found: readonly string[],
  search: ForgetProgress,
): Promise<void> {
  const { redis, keys } = deps
  const labelled = await readLabelled(deps, found, search)
  const pipeline = redis.pipeline()
  for (const { body } of labelled)
    pipeline.hmget(keys.message(body.data.id), entryField.status, entryField.to)
  const replies = (await pipeline.exec()) ?? []
  for (const [index, { jobId, body }] of labelled.entries()) {
    const [error, entry] = replies[index] ?? []
    if (error) throw error
    const [status, to] = entry as (string | null)[]
    if (!search.ids.has(body.data.id) && (status === null || to !== null)) continue
    const { externalLabel: _, reference: __, metadata: ___, ...data } = body.data
    await replace(deps, jobId, { ...body, data })
  }
}

/** Those among the keys that have any of these. What is none of our callbacks is removed if it has the person's number. */
async function readLabelled(
  { redis, callbacks }: ForgetDeps,
  found: readonly string[],
  search: ForgetProgress,
): Promise<Labelled[]> {
  const start = callbacks.toKey('').length
  const jobIds = found.map((key) => key.slice(start)).filter((id) => /^\d+-\d+$/.test(id))
  const pipeline = redis.pipeline()
  for (const id of jobIds) pipeline.hget(callbacks.toKey(id), 'data')
  const replies = (await pipeline.exec()) ?? []
  const labelled: Labelled[] = []
  for (const [index, jobId] of jobIds.entries()) {
    const [error, text] = replies[index] ?? []
    if (error) throw error
    if (typeof text !== 'string') continue
    const body = parse(text)
    if (body && isOfMessage(body) && hasTexts(body)) labelled.push({ jobId, body })
    if (body) continue
    if (!search.person.isIn(text)) search.unreadable += 1
    else if ((await callbacks.remove(jobId)) === 0) search.unreadable += 1
  }
  return labelled
}

function hasTexts({ data: { externalLabel, reference, metadata } }: Labelled['body']): boolean {
  return [externalLabel, reference, metadata].some((text) => text !== undefined)
}

function parse(text: string): CallbackBody | undefined {
  try {
    return CallbackBody.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** One that was delivered and removed meanwhile is no loss. */
async function replace({ callbacks }: ForgetDeps, jobId: string, body: CallbackBody): Promise<void> {
  try {
    await new Job(callbacks, callbackJobName, body, {}, jobId).updateData(body)
  } catch (error) {
    if ((error as { code?: unknown }).code !== ErrorCode.JobNotExist) throw error
  }
}
