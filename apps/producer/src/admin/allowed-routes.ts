import type { Role } from '@disparo/service/users'

interface RoutePermission {
  readonly role: Role
  /** What it changes, as the log names it; nothing where there is none. */
  readonly action?: string
}

const look: RoutePermission = { role: 'read' }
const operate = (action: string): RoutePermission => ({ role: 'operate', action })
const admin = (action: string): RoutePermission => ({ role: 'admin', action })

/**
 * What there is of the library's API, and what it takes. All else does not exist here, whoever asks: jobs are not
 * added or edited, for what is seen is masked and would be written back so; pace and limits are the gate's; and to
 * obliterate a queue would take messages with it that nobody would know of.
 */
const rights: Readonly<Record<string, RoutePermission>> = {
  'GET /api/queues': look,
  'GET /api/queues/:queueName/:jobId': look,
  'GET /api/queues/:queueName/:jobId/logs': look,
  'GET /api/queues/:queueName/default-job-options': look,
  'GET /api/queues/:queueName/rate-limit': look,
  'PUT /api/queues/:queueName/:jobId/retry': operate('retry'),
  'PUT /api/queues/:queueName/retry/:queueStatus': operate('retry'),
  'PUT /api/queues/:queueName/:jobId/promote': operate('promote'),
  // Would send scheduled campaigns now.
  'PUT /api/queues/:queueName/promote': admin('promote'),
  'PUT /api/queues/:queueName/:jobId/clean': admin('clean'),
  'PUT /api/queues/:queueName/clean/:queueStatus': admin('clean'),
  'PUT /api/queues/:queueName/empty': admin('empty'),
  'PUT /api/queues/:queueName/pause': admin('pause'),
  'PUT /api/queues/:queueName/resume': admin('resume'),
  'PUT /api/queues/pause': admin('pause'),
  'PUT /api/queues/resume': admin('resume'),
}

/** `undefined`: there is no such route here. */
export function permissionFor(method: string, route: string): RoutePermission | undefined {
  const name = `${method.toUpperCase()} ${route}`
  return Object.hasOwn(rights, name) ? rights[name] : undefined
}
