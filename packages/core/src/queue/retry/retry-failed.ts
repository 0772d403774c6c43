import { removeReleased, reopen } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import type { Obstacle } from './cannot-retry-error.js'
import type { JobDeps } from './promote-released.js'
import { retryJob } from './retry-job.js'

/** One call of the script is short enough to keep nobody waiting. */
const perCall = 100

/**
 * Sends messages of a lane again whose jobs have failed: first the ledger reopens them, then their jobs run, with as many
 * attempts as new ones have. Those that must not be sent again stay as they are. Whoever dies in between loses nothing:
 * `wakeReleased` does the rest, and so does doing it again.
 * @returns for each what is in the way, or `undefined`: it is on its way
 */
export async function retryFailed(
  deps: JobDeps,
  lane: Lane,
  ids: readonly string[],
): Promise<(Obstacle | undefined)[]> {
  const obstacles: (Obstacle | undefined)[] = []
  for (let first = 0; first < ids.length; first += perCall) {
    obstacles.push(...(await retrySome(deps, lane, ids.slice(first, first + perCall))))
  }
  return obstacles
}

async function retrySome(
  { redis, keys, lanes, ledgerOptions }: JobDeps,
  lane: Lane,
  ids: readonly string[],
): Promise<(Obstacle | undefined)[]> {
  const queue = lanes[lane]
  const messages = ids.map((id) => ({ id, jobKey: queue.toKey(id) }))
  const standings = await reopen(redis, keys, { ledgerOptions, messages })
  const running: string[] = []
  const obstacles = await Promise.all(
    ids.map(async (id, index): Promise<Obstacle | undefined> => {
      const standing = standings[index] ?? 'open'
      if (standing !== 'reopened' && standing !== 'open') return standing
      const job = await queue.getJob(id)
      if (job && (await retryJob(job))) running.push(id)
      // Reopened, but its job is only about to fail: it stays listed as released, and is run when it has.
      else if (standing === 'open') return 'not-failed'
    }),
  )
  await removeReleased(redis, keys, running)
  return obstacles
}
