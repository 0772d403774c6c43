import { maySee, type User } from '../users/index.js'
import type { ApiKey } from './api-key.js'

/** Who asks with a key: what it was made for, and never more than the user who made it may now. */
export function holderOf(key: ApiKey, maker: User): User {
  return {
    name: `key:${key.name}:${key.id}`,
    roles: new Set(key.roles.filter((role) => maker.roles.has(role))),
    accounts:
      key.accounts === '*' ? maker.accounts : new Set(key.accounts.filter((name) => maySee(maker, name))),
    xmlCase: maker.xmlCase,
    isKey: true,
  }
}

/** Whether a user lists and revokes a key: its maker does, and who sees all accounts that it is for. */
export function mayManage(user: User, { createdBy, accounts }: ApiKey): boolean {
  if (createdBy === user.name) return true
  return accounts === '*' ? user.accounts === '*' : accounts.every((name) => maySee(user, name))
}
