import type { ControllerHandlerReturnType } from '@bull-board/api/typings/app'
import { CannotRetryError } from '@disparo/core/internal/queue'
import { withTimeout } from '@disparo/core/internal/redis'
import { maySee, type User } from '@disparo/service/users'
import { ErrorCode, type Queue } from 'bullmq'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Credentials } from '../access/authenticate.js'
import { answerUnknownRoute } from '../problem/answer-problem.js'
import { permissionFor } from './allowed-routes.js'
import { customizeBoardHtml } from './board-html.js'
import { type LibraryRoute, openLibrary, uiConfig } from './board-library.js'
import type { Board } from './board-queue.js'
import { guardBoard } from './guard-board.js'
import { maskedAdapter } from './masked-adapter.js'
import { noteBoardAct } from './note-board-act.js'
import { retryInLane } from './retry-lane.js'

/** Where the board is. */
export const boardPrefix = '/admin/queues'

interface BoardRoutesOptions extends Credentials {
  readonly board: Board
}

/** A look is asked for again in a few seconds; a change may be one of thousands of jobs. */
const [lookMs, changeMs] = [3_000, 60_000]

/** Bull Board, for operators, by the account: its pages as they are, of its API what `allowed-routes` names. */
export async function boardRoutes(app: FastifyInstance, { board, ...credentials }: BoardRoutesOptions) {
  guardBoard(app, credentials)
  customizeBoardHtml(app)
  app.setNotFoundHandler(answerUnknownRoute)
  const { pages, routes } = openLibrary(boardPrefix)
  await app.register(pages.registerPlugin())

  // Asked for by every job's page; no job of ours has children or a parent.
  app.get('/api/queues/:queueName/:jobId/flow', { schema: { hide: true } }, async (request, reply) => {
    const { jobId } = request.params as { jobId: string }
    const missing = await withTimeout(board.redis, lookMs, () => missingPart(board, request))
    if (missing) return reply.code(404).send(missing.body)
    return { nodeId: jobId, flowRoot: null, isFlowNode: false }
  })
  for (const { method, route, handler: ofLibrary } of routes) {
    const right = permissionFor(String(method), String(route))
    if (!right) continue
    const handler = retryInLane(board, String(route), ofLibrary)
    const { role, action } = right
    app.route({
      method: String(method).toUpperCase(),
      url: String(route),
      schema: { hide: true },
      config: { role },
      handler: async (request, reply) => {
        const ms = action ? changeMs : lookMs
        const answer = await withTimeout(board.redis, ms, () => callLibrary(handler, board, request))
        const { status = 200, body } = answer
        const { retried, skipped } = (body ?? {}) as { readonly retried?: number; readonly skipped?: number }
        if (action && (status < 300 || retried)) {
          const { params, user } = request
          const fields = { user: user?.name, action, ...(params as object), retried, skipped }
          request.log.info({ event: 'queue:changed', ...fields })
          const { queueName } = params as { queueName?: string }
          await noteBoardAct(board, user as User, { action, queueName, retried })
        }
        reply.code(status)
        return status === 204 ? undefined : body
      },
    })
  }
}

/** It has gone on since the page was drawn. */
const movedOn: readonly unknown[] = [ErrorCode.JobNotExist, ErrorCode.JobNotInState]

async function callLibrary(
  handler: LibraryRoute['handler'],
  board: Board,
  request: FastifyRequest,
): Promise<Omit<ControllerHandlerReturnType<unknown>, 'status'> & { readonly status?: number }> {
  const { params, query, headers } = request as unknown as LibraryRequest
  const missing = await missingPart(board, request)
  if (missing) return missing
  try {
    const queues = queuesOf(board, request.user as User)
    return await handler({ queues, uiConfig, params, query, headers, body: {} })
  } catch (error) {
    if (error instanceof CannotRetryError) return { status: 409, body: { error: error.message } }
    if (error instanceof URIError) return { status: 400, body: { error: 'The name cannot be read' } }
    if (!movedOn.includes((error as { code?: unknown }).code)) throw error
    return { status: 409, body: { error: 'The job has gone on in the meantime' } }
  }
}

/** Of what the path names, the queue or job that is not there (for this user), in the words that the library's pages know. */
async function missingPart(board: Board, request: FastifyRequest) {
  const { queueName, jobId } = request.params as Partial<Record<'queueName' | 'jobId', string>>
  if (queueName === undefined) return undefined
  const found = board.queues.find(
    ({ account, queue }) => queue.name === queueName && maySee(request.user as User, account),
  )
  if (!found) return notFound('QUEUE_NOT_FOUND')
  if (jobId === undefined || (await isJob(board, found.queue, jobId))) return undefined
  return notFound('JOB_NOT_FOUND')
}

function notFound(what: string) {
  return { status: 404, body: { error: { key: `ERRORS.${what}` } } } as const
}

interface LibraryRequest {
  readonly params: Record<string, string>
  readonly query: Record<string, string>
  readonly headers: Record<string, string | undefined>
}

/** Those of the user's accounts, by name. Others are not hidden: they are not there. */
function queuesOf({ queues }: Board, user: User) {
  const options = {
    readOnlyMode: !user.roles.has('operate') && !user.roles.has('admin'),
    allowRetries: user.roles.has('operate'),
  }
  const seen = queues.filter(({ account }) => maySee(user, account))
  return new Map(seen.map((each) => [each.queue.name, maskedAdapter(each, options)]))
}

/**
 * Whether a queue has a job of this id. BullMQ keeps its own keys (`meta`, `id`, `events`, a job's `:logs`) where it keeps
 * jobs: the library would take them for such, and clean them.
 */
async function isJob({ redis }: Pick<Board, 'redis'>, queue: Queue, id: string): Promise<boolean> {
  const key = queue.toKey(id)
  return (await redis.type(key)) === 'hash' && (await redis.hexists(key, 'timestamp')) === 1
}
