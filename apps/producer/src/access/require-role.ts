import type { Role, User } from '@disparo/service/users'
import { ProblemError } from '../problem/problem-error.js'

/**
 * Lets nobody go on without the role, or the other that will do; a route that names none is for nobody.
 * @throws ProblemError 403, which says whom to ask
 */
export function requireRole({ roles, isKey }: User, role: Role | undefined, orRole?: Role): void {
  if (role !== undefined && roles.has(role)) return
  if (orRole !== undefined && roles.has(orRole)) return
  throw new ProblemError('forbidden', {
    detail: isKey
      ? `This needs the role "${role}", which this key, or the user who made it, does not have.`
      : `This needs the role "${role}": ask whoever keeps DISPARO_USERS to give it to your user.`,
  })
}
