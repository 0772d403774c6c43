import { callOptions, laneOf, optionsOf, readOptions, rowsOf } from './call-options.js'
import type { Disparo } from './disparo.js'
import { limitInForce, readGate } from './gate/index.js'
import { type FieldProblem, InvalidMessageError, type Lane } from './message/index.js'
import type { OpenAccount } from './open-account.js'
import {
  batchId,
  checkMany,
  countAhead,
  enqueueMany,
  enqueueOne,
  estimateSendAt,
  isBatchId,
  refuseWithoutRoom,
  remember,
  submit,
  termsProblems,
  UnknownBatchError,
} from './queue/index.js'

const outlookMs = 250

type EnqueueCalls = Pick<Disparo, 'send' | 'sendMany' | 'mayBegin' | 'check' | 'estimate'>

/** What enqueues, and what is known before. */
export function enqueueCalls({ deps, books, intake, limit, perRequest, ask }: OpenAccount): EnqueueCalls {
  const { redis, keys, lanes, account } = deps

  const isBatch = async (id: string | undefined) =>
    id !== undefined && (await ask(() => redis.exists(keys.batch(id)))) > 0

  /** How much waits in a lane, and the gate: asked for by every message sent over HTTP, and much the same for a while. */
  const outlook = remember(outlookMs, (lane: Lane) =>
    Promise.all([countAhead(lanes[lane]), readGate(redis, keys)]),
  )

  return {
    send: async (message, given) => {
      const { options = {}, problems = [] } = readOptions(callOptions.send, given)
      const read = submit(message, options, intake, Date.now())
      if (read.ok && problems.length === 0) return enqueueOne(deps, read.submission)
      throw new InvalidMessageError([...(read.ok ? [] : read.problems), ...problems])
    },

    sendMany: async (given, givenOptions) => {
      const rows = rowsOf(given)
      const { lane = 'bulk', ...options } = optionsOf(callOptions.sendMany, givenOptions)
      const problems = [...termsProblems(options, Date.now()), ...placeProblems(options)]
      if (problems.length > 0) throw new InvalidMessageError(problems, { of: 'call' })
      if (options.into !== undefined && !isBatchId(options.into)) throw new UnknownBatchError(options.into)
      return enqueueMany({ ...deps, books, intake }, rows, {
        ...options,
        lane,
        retentionMs: books.retentionMs,
      })
    },

    mayBegin: async (given) => {
      const { key, into, rows = 1 } = optionsOf(callOptions.mayBegin, given)
      return ask(() => refuseWithoutRoom(deps, { id: into ?? batchId(account, key), rows }))
    },

    check: async (given, givenOptions) => {
      const rows = rowsOf(given)
      const { key, into, ...terms } = optionsOf(callOptions.check, givenOptions)
      const isRepeated = await isBatch(key === undefined ? into : batchId(account, key))
      return checkMany(intake, rows, { ...terms, isRepeated })
    },

    estimate: async (given) => {
      const lane = laneOf(given)
      return ask(async () => {
        const [ahead, gate] = await outlook(lane)
        const inForce = limitInForce(limit, gate)
        return estimateSendAt({ lane, ahead, perRequest, gate, now: Date.now(), limit: inForce })
      })
    },
  }
}

interface Place {
  readonly key?: string | undefined
  readonly into?: string | undefined
  readonly rowsBy?: 'content' | 'place' | undefined
}

/** Rows go into the batch of a key, or into the one that is named. */
function placeProblems({ key, into, rowsBy }: Place): FieldProblem[] {
  const problem = (message: string) => [{ path: 'into', message }]
  if (into === undefined) return []
  if (key !== undefined) return problem('names the batch already: leave out its key')
  return rowsBy === 'place' ? problem('needs rows that are known by their content') : []
}
