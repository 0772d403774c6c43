import { entryField, eraseNoted } from '../ledger/index.js'
import type { ForgetDeps } from './forget-deps.js'

const perStep = 200

/**
 * Takes out of the index what is nobody's any more: messages that are gone, and those whose entries have no person. Those that
 * are still to be forgotten go by themselves when they are.
 */
export async function eraseForgotten(
  deps: ForgetDeps,
  marks: readonly string[],
  ids: readonly string[],
): Promise<void> {
  const { redis, keys, lanes } = deps
  for (let first = 0; first < ids.length; first += perStep) {
    const some = ids.slice(first, first + perStep)
    const pipeline = redis.pipeline()
    for (const id of some) {
      pipeline.hmget(keys.message(id), entryField.status, entryField.to)
      pipeline.exists(lanes.urgent.toKey(id), lanes.bulk.toKey(id))
    }
    const replies = (await pipeline.exec()) ?? []
    const gone = some.filter((_, index) => {
      const [entry, jobs] = replies.slice(2 * index, 2 * index + 2).map(([error, value]) => {
        if (error) throw error
        return value as unknown
      }) as [(string | null)[], number]
      return entry[0] ? entry[1] === null : jobs === 0
    })
    await eraseNoted(deps, marks, gone)
  }
}
