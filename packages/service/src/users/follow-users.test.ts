import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { followUsers, formatHash, loadUsers, usersByName } from './index.js'
import { defaultCost } from './scrypt-hash.js'

const hashOf = (salt: number) =>
  formatHash({ cost: defaultCost, salt: Buffer.alloc(16, salt), key: Buffer.alloc(32, 2) })
const user = (name: string, more: object = {}) => ({
  ...{ name, password: hashOf(1), roles: ['send'], accounts: ['loja'] },
  ...more,
})
const patience = { timeout: 90_000 }

async function follow() {
  const folder = await mkdtemp(join(tmpdir(), 'follow-users-'))
  const path = join(folder, 'users.json')
  const put = async (text: unknown) => {
    await writeFile(join(folder, '.next'), typeof text === 'string' ? text : JSON.stringify(text))
    await rename(join(folder, '.next'), path)
  }
  await put([user('ana'), user('rui')])
  const accounts = ['loja']
  const users = usersByName(await loadUsers(path, accounts))
  const lines: Record<string, unknown>[] = []
  const wrong: boolean[] = []
  const note = (fields: object) => void lines.push({ ...fields })
  const followed = followUsers({
    ...{ path, users, accounts: () => accounts, onWrong: (isWrong: boolean) => void wrong.push(isWrong) },
    ...{ log: { info: note, warn: note, error: note }, everyMs: 20, confirmMs: 0 },
  })
  onTestFinished(async () => {
    followed.close()
    await rm(folder, { recursive: true })
  })
  const told = (event: string) => lines.filter((line) => line.event === event)
  return { put, users, accounts, told, wrong }
}

test('who is added, changed or removed in the file is so at once, and the others stay the same', async () => {
  const { put, users, told } = await follow()
  const ana = users.get('ana')
  await put([user('ana'), user('rui', { password: hashOf(3) }), user('eva', { roles: ['read'] })])
  await vi.waitFor(() => expect(told('users:changed')).toHaveLength(1), patience)
  expect([...users.keys()]).toEqual(['ana', 'rui', 'eva'])
  expect(users.get('ana')).toBe(ana)
  expect(users.get('rui')?.password.salt[0]).toBe(3)
  await put([user('eva')])
  await vi.waitFor(() => expect(users.get('eva')?.user.roles).toEqual(new Set(['send'])), patience)
  expect([...users.keys()]).toEqual(['eva'])
})

test.each([
  ['half a file', '[{"name":', 'no JSON'],
  ['a user with a wrong field', [user('ana', { roles: ['s3cr3t'] })], 'user "ana".roles.0'],
  ['a user of no account', [user('ana', { accounts: ['lojja'] })], 'names "lojja"'],
  ['nobody', [], 'must name at least one user'],
])('%s changes nothing, and is told once with why', async (_, content, reason) => {
  const { put, users, told, wrong } = await follow()
  await put(content)
  await vi.waitFor(() => expect(told('users:refused')).toHaveLength(1), patience)
  expect(told('users:refused')[0]?.reason).toContain(reason)
  expect(JSON.stringify(told('users:refused'))).not.toMatch(/s3cr3t|\$scrypt/)
  expect([...users.keys()]).toEqual(['ana', 'rui'])
  await put([user('rui')])
  await vi.waitFor(() => expect(told('users:accepted')).toHaveLength(1), patience)
  await vi.waitFor(() => expect([...users.keys()]).toEqual(['rui']), patience)
  expect(wrong).toEqual([false, true, false])
})

test('a user of an account that comes a moment later is taken then; one whose account goes stays', async () => {
  const { put, users, accounts, told } = await follow()
  accounts.push('banco')
  await put([user('ana', { accounts: ['banco'] })])
  await vi.waitFor(() => expect([...users.keys()]).toEqual(['ana']), patience)
  accounts.splice(0)
  await put([user('ana', { accounts: ['banco'] })])
  await put([user('rui', { accounts: ['banco'] })])
  await vi.waitFor(() => expect(told('users:refused')).toHaveLength(1), patience)
  expect([...users.keys()]).toEqual(['ana'])
})
