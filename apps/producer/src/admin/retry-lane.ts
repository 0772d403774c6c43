import type { ControllerHandlerReturnType } from '@bull-board/api/typings/app'
import { CannotRetryError, type Obstacle } from '@disparo/core/internal/queue'
import type { LibraryRoute } from './board-library.js'
import type { Board, BoardQueue, RetryInLane } from './board-queue.js'

type Handler = LibraryRoute['handler']
type Lane = BoardQueue & { readonly retry: RetryInLane }

/**
 * The library's "retry" and "retry all" by way of the ledger, for lanes: a job alone, run once more, would find that its
 * message has failed, and would go and take it along. What is no lane's, or nothing that failed, is the library's to answer.
 */
export function retryInLane(board: Board, route: string, library: Handler): Handler {
  if (route === '/api/queues/:queueName/:jobId/retry') return retryOne(board, library)
  if (route === '/api/queues/:queueName/retry/:queueStatus') return retryAll(board, library)
  return library
}

/** Changes nothing where something is in the way, and says what. */
function retryOne(board: Board, library: Handler): Handler {
  return async (request) => {
    const lane = laneOf(board, request)
    const id = String(request?.params.jobId)
    if (!lane || !(await lane.queue.getJob(id))) return library(request)
    const [obstacle] = await lane.retry([id])
    if (obstacle === 'not-failed') return library(request)
    if (obstacle) throw new CannotRetryError(id, obstacle)
    return { status: 204, body: {} }
  }
}

/**
 * All that may be sent again, those that failed first before the others; the rest stays. The library would stop at the
 * first that stays, and say of those it left that their data is lost.
 */
function retryAll(board: Board, library: Handler): Handler {
  return async (request) => {
    const lane = laneOf(board, request)
    if (!lane || request?.params.queueStatus !== 'failed') return library(request)
    const ids = await lane.queue.getRanges(['failed'], 0, -1, true)
    return answerTo(await lane.retry(ids))
  }
}

/** The lane that is asked for, where the user sees it. */
function laneOf({ queues }: Board, request: Parameters<Handler>[0]): Lane | undefined {
  const name = request?.params.queueName
  const isLane = (each: BoardQueue): each is Lane => each.retry !== undefined && each.queue.name === name
  return request?.queues.has(name) ? queues.find(isLane) : undefined
}

function answerTo(obstacles: readonly (Obstacle | undefined)[]): ControllerHandlerReturnType {
  const counts = new Map<Obstacle, number>()
  for (const each of obstacles) if (each) counts.set(each, (counts.get(each) ?? 0) + 1)
  const skipped = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const retried = obstacles.length - skipped
  if (skipped === 0) return { status: 200, body: { retried, skipped } }
  const why = [...counts].map(([obstacle, count]) => `${count} ${obstacle}`).join(', ')
  return {
    status: 409,
    body: {
      error: `${retried} of ${obstacles.length} are sent again`,
      message: `The others stay as they are (${why}): retry one of them to be told what can be done.`,
      retried,
      skipped,
    },
  }
}
