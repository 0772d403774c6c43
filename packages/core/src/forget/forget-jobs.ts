import { batchRowOfEntry, forgetMessage } from '../ledger/index.js'
import type { Lane, Message } from '../message/index.js'
import { isMessageId, laneQueueName, openJob, SendJob } from '../queue/index.js'
import { BrokenSealError, DataKeyMissingError, type Seal } from '../seal/index.js'
import type { ForgetDeps, ForgetProgress } from './forget-deps.js'
import { recordResult } from './record-result.js'

/** The pattern of all keys of the lanes' jobs; others have it, too. */
export function jobsPattern({ keys, account }: ForgetDeps): string {
  return `${keys.prefix}:${account}-*`
}

interface JobKey {
  readonly key: string
  readonly lane: Lane
  readonly id: string
}

/**
 * Takes a person's jobs out of the lanes, each after its entry says that it is not sent any more: a worker that has it
 * already learns that from `begin`. One whose attempt is under way stays until that is over, and is gone then.
 */
export async function forgetJobs(
  deps: ForgetDeps,
  found: readonly string[],
  search: ForgetProgress,
): Promise<void> {
  const { redis } = deps
  const jobs = found.flatMap((key) => jobKey(deps, key) ?? [])
  const pipeline = redis.pipeline()
  for (const { key } of jobs) pipeline.hmget(key, 'data', 'timestamp')
  const replies = (await pipeline.exec()) ?? []
  for (const [index, job] of jobs.entries()) {
    const [error, values] = replies[index] ?? []
    if (error) throw error
    const [data, timestamp] = values as (string | null)[]
    const terms = data ? theirTerms(deps, job, data, search) : undefined
    if (!terms) continue
    const { id, lane } = job
    const { reference } = terms.message
    if (reference !== undefined) search.references.add(reference)
    const what = await forgetMessage(redis, deps.keys, {
      ledgerOptions: deps.ledgerOptions,
      id,
      job: { ...terms, id, lane, enqueuedAt: Number(timestamp) },
    })
    recordResult(search, id, what)
    if (what === 'under-way') continue
    const removed = await deps.lanes[lane].remove(id)
    search.removedJobs += removed
    if (removed === 0) search.lockedJobs.push({ lane, id })
  }
}

/** Looks again after the jobs that a worker had. */
export async function forgetBusyJobs({ redis, lanes }: ForgetDeps, search: ForgetProgress): Promise<void> {
  for (const { lane, id } of search.lockedJobs) {
    if ((await redis.exists(lanes[lane].toKey(id))) === 0) continue
    const removed = await lanes[lane].remove(id)
    search.removedJobs += removed
    if (removed === 0) search.pending.add(id)
  }
}

function jobKey({ account, lanes }: ForgetDeps, key: string): JobKey | undefined {
  for (const lane of ['urgent', 'bulk'] as const) {
    const id = key.slice(key.indexOf(`:${laneQueueName(account, lane)}:`)).split(':')[2] ?? ''
    if (isMessageId(id) && key === lanes[lane].toKey(id)) return { key, lane, id }
  }
  return undefined
}

type Terms = Omit<SendJob, 'message'> & {
  readonly message: Pick<Message, 'namespace' | 'elementName' | 'reference'>
}

/**
 * What a job of the person says of its message; `undefined` for those of others. A poisoned one can be sent by no worker:
 * it is taken for theirs if their number stands in it anywhere.
 */
function theirTerms(
  { seal }: ForgetDeps,
  { id }: JobKey,
  text: string,
  search: ForgetProgress,
): Terms | undefined {
  const data = open(seal, id, text)
  const { data: job } = SendJob.safeParse(data)
  if (job) return search.person.is(job.message.to) ? job : undefined
  if (search.person.isIn(text) || search.person.isIn(JSON.stringify(data ?? ''))) {
    return { ...batchRowOfEntry(id, undefined, undefined), message: { namespace: '', elementName: '' } }
  }
  search.unreadable += 1
  return undefined
}

/** The data with its message opened; `undefined` where it does not open, or is no JSON. */
function open(seal: Seal, id: string, text: string): unknown {
  try {
    return openJob(seal, id, JSON.parse(text))
  } catch (error) {
    const isUnreadable = [DataKeyMissingError, BrokenSealError, SyntaxError].some(
      (kind) => error instanceof kind,
    )
    if (!isUnreadable) throw error
    return undefined
  }
}
