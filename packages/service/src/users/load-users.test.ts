import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigurationError } from '@disparo/core/internal/account'
import { afterAll, expect, test } from 'vitest'
import { loadUsers } from './load-users.js'
import { defaultCost, formatHash } from './scrypt-hash.js'

const folder = await mkdtemp(join(tmpdir(), 'users-'))
afterAll(() => rm(folder, { recursive: true }))
const path = join(folder, 'users.json')
const hash = formatHash({ cost: defaultCost, salt: Buffer.alloc(16, 1), key: Buffer.alloc(32, 2) })
const shop = { name: 'shop', password: hash, roles: ['send', 'read'], accounts: ['shop-br'] }

async function load(users: unknown) {
  await writeFile(path, typeof users === 'string' ? users : JSON.stringify(users))
  return loadUsers(path, ['shop-br', 'shop-ar'])
}

test('users are read with their roles and accounts', async () => {
  const crm = { name: 'crm@example.com', password: hash, xmlPassword: hash, roles: ['admin'], accounts: '*' }
  const users = await load([shop, crm])
  expect(users.map(({ user }) => user)).toEqual([
    { name: 'shop', roles: new Set(['send', 'read']), accounts: new Set(['shop-br']) },
    { name: 'crm@example.com', roles: new Set(['admin']), accounts: '*' },
  ])
  expect(users.map(({ xmlPassword }) => xmlPassword && formatHash(xmlPassword))).toEqual([undefined, hash])
})

test.each([
  ['no JSON', '[', 'no JSON'],
  ['no array', shop, 'file: must be an array of users'],
  ['nobody', [], 'file: must name at least one user'],
  ['a password that is none', [{ ...shop, password: 's3cr3t' }], 'user "shop".password: must be a hash'],
  ['no password', [{ ...shop, password: undefined }], 'user "shop".password: '],
  ['a case of names that is none', [{ ...shop, xmlCase: 'UPPER' }], 'user "shop".xmlCase: must be'],
  ['an XML password that is none', [{ ...shop, xmlPassword: 's3cr3t' }], 'user "shop".xmlPassword: must be'],
  ['an unknown role', [{ ...shop, roles: ['s3cr3t'] }], 'user "shop".roles.0: '],
  ['no role', [{ ...shop, roles: [] }], 'user "shop".roles: must name at least one role'],
  ['a role twice', [{ ...shop, roles: ['send', 'send'] }], 'user "shop".roles: must name each role once'],
  ['no account', [{ ...shop, accounts: [] }], 'user "shop".accounts: must name at least one account'],
  [
    'a text of accounts',
    [{ ...shop, accounts: 'shop-br' }],
    'user "shop".accounts: must be "*", or an array',
  ],
  [
    'an account twice',
    [{ ...shop, accounts: ['shop-br', 'shop-br'] }],
    'user "shop".accounts: must name each',
  ],
  ['an account that is no name', [{ ...shop, accounts: ['A b'] }], 'user "shop".accounts.0: must be'],
  [
    'an account that is not configured',
    [{ ...shop, accounts: ['shop-uy'] }],
    '"shop".accounts names "shop-uy"',
  ],
  ['an unknown field', [{ ...shop, role: 'send' }], 'user "shop": '],
  ['a name with a colon', [{ ...shop, name: 'a:b' }], 'user "a:b".name: must be'],
  ['no name', [shop, { ...shop, name: undefined }], 'user 2.name: '],
  ['a name twice', [shop, shop], '"shop" twice'],
])('%s is refused, naming user and field and no secret', async (_, users, message) => {
  const failure: unknown = await load(users).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ConfigurationError)
  expect((failure as Error).message).toContain('DISPARO_USERS')
  expect((failure as Error).message).toContain(message)
  expect((failure as Error).message).not.toMatch(/s3cr3t|\$scrypt\$ln=15,r=8,p=3\$A/)
})

test('a file that is not there is named', async () => {
  await expect(loadUsers('/nowhere/users.json', [])).rejects.toThrow(
    '/nowhere/users.json cannot be read (ENOENT)',
  )
})
