import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maySee, roles, type User } from '../users/index.js'
import type { ApiKey } from './api-key.js'
import { holderOf, mayManage } from './key-holder.js'

const names = ['a', 'b', 'c']
const someRoles = fc.subarray([...roles])
const someAccounts = fc.oneof(fc.constant('*' as const), fc.subarray(names))
const makers = fc.record({ roles: someRoles, accounts: someAccounts }).map(
  ({ roles, accounts }): User => ({
    name: 'ana',
    roles: new Set(roles),
    accounts: accounts === '*' ? accounts : new Set(accounts),
  }),
)
const keys = fc
  .record({ roles: someRoles, accounts: someAccounts })
  .map((rights): ApiKey => ({ id: 'A1b2C3d4E5', name: 'loja', createdBy: 'ana', createdAt: 0, ...rights }))

test('a key may what it was made for, of what its maker may now, and no more', () => {
  fc.assert(
    fc.property(keys, makers, (key, maker) => {
      const holder = holderOf(key, maker)
      for (const role of roles) {
        expect(holder.roles.has(role)).toBe(key.roles.includes(role) && maker.roles.has(role))
      }
      for (const name of names) {
        const isOfKey = key.accounts === '*' || key.accounts.includes(name)
        expect(maySee(holder, name)).toBe(isOfKey && maySee(maker, name))
      }
      // `*` is more than all names of now.
      expect(holder.accounts === '*').toBe(key.accounts === '*' && maker.accounts === '*')
      expect(holder.name).toBe('key:loja:A1b2C3d4E5')
    }),
  )
})

test('a key is managed by its maker, and by who sees all that it is for', () => {
  fc.assert(
    fc.property(keys, makers, (key, maker) => {
      expect(mayManage(maker, key)).toBe(true)
      const other = { ...maker, name: 'rui' }
      const seesAll =
        key.accounts === '*' ? maker.accounts === '*' : key.accounts.every((name) => maySee(maker, name))
      expect(mayManage(other, key)).toBe(seesAll)
    }),
  )
})
