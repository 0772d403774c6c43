import type { EntryDeps } from '../../ledger/index.js'
import type { Lanes } from '../lanes/lanes.js'
import { messageOfJob } from '../lanes/sealed-job.js'
import type { StoredJob } from '../lanes/send-job.js'
import { contentCells } from './content-cells.js'
import type { MessageState } from './message-state.js'

/**
 * Adds what each message says, where its job is still there (while it waits, and for some days when it failed) and its data key is here; one
 * round trip for all.
 */
export async function withContent(
  { redis, seal, lanes }: EntryDeps & { readonly lanes: Lanes },
  states: readonly MessageState[],
): Promise<MessageState[]> {
  const pipeline = redis.pipeline()
  for (const { id, lane } of states) pipeline.hget(lanes[lane].toKey(id), 'data')
  const replies = (await pipeline.exec()) ?? []
  return states.map((state, index) => {
    const [error, data] = replies[index] ?? []
    if (error) throw error
    const message = typeof data === 'string' ? messageOfJob(seal, state.id, parse(data)) : undefined
    // Of a person who was forgotten nothing is told, though the job may be about to go.
    return message?.to && state.to !== '' ? { ...state, content: contentCells(message) } : state
  })
}

function parse(data: string): Partial<StoredJob> {
  try {
    return JSON.parse(data) ?? {}
  } catch {
    return {}
  }
}
