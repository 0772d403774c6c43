import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, loadAccounts } from '@disparo/core/internal/account'
import { expect, onTestFinished, test, vi } from 'vitest'
import { followAccounts, type Loaded } from './index.js'

const account = (name: string, more: object = {}) => ({
  ...{ name, configId: 'c', username: 'u', password: { env: 'P' } },
  ...more,
})

interface Configured extends Loaded {
  readonly accounts: readonly Account[]
}

/** A file that is followed; `everyMs` is so long that nothing but a watch, or a word, brings on a look, unless told otherwise. */
async function follow(everyMs = 3_600_000, path?: string, confirmMs = 0) {
  const folder = await mkdtemp(join(tmpdir(), 'follow-accounts-'))
  const file = path ?? join(folder, 'accounts.json')
  /** In one go, so that nobody reads a half of it. */
  const put = async (accounts: unknown) => {
    await writeFile(join(folder, '.next'), JSON.stringify(accounts))
    await rename(join(folder, '.next'), file)
  }
  if (!path) await put([account('first')])
  const load = async (): Promise<Configured> => ({ accounts: await loadAccounts({ DISPARO_ACCOUNTS: file }) })
  const seen: string[][] = []
  const wrong: boolean[] = []
  const lines: Record<string, unknown>[] = []
  const note = (fields: object) => void lines.push({ ...fields })
  let looks = 0
  const followed = followAccounts({
    path: file,
    load: () => {
      looks += 1
      return load()
    },
    loaded: await load(),
    onChange: ({ accounts }) => void seen.push(accounts.map(({ name }) => name)),
    onWrong: (isWrong) => void wrong.push(isWrong),
    log: { info: note, warn: note, error: note },
    ...{ everyMs, confirmMs },
  })
  onTestFinished(async () => {
    followed.close()
    await rm(folder, { recursive: true })
  })
  const refused = () => lines.filter(({ event }) => event === 'accounts:refused')
  const lookedAgain = async (times: number) => {
    const from = looks
    await vi.waitFor(() => expect(looks).toBeGreaterThanOrEqual(from + times))
  }
  return { folder, file, put, seen, wrong, lines, refused, followed, lookedAgain }
}

const patience = { timeout: 90_000 }

test('a file that is written anew is taken', async () => {
  const { file, seen } = await follow()
  await writeFile(file, JSON.stringify([account('first'), account('second')]))
  await vi.waitFor(() => expect(seen).toEqual([['first', 'second']]), patience)
})

test('so is one that another takes the place of, as editors do it', async () => {
  const { folder, file, seen } = await follow()
  await writeFile(join(folder, '.accounts.json.swp'), JSON.stringify([account('second')]))
  await rename(join(folder, '.accounts.json.swp'), file)
  await vi.waitFor(() => expect(seen).toEqual([['second']]), patience)
})

test('so is one behind symbolic links that are swapped, as Kubernetes does it', async () => {
  const mount = await mkdtemp(join(tmpdir(), 'follow-mount-'))
  onTestFinished(() => rm(mount, { recursive: true }))
  const put = async (version: string, accounts: unknown) => {
    await mkdir(join(mount, version))
    await writeFile(join(mount, version, 'accounts.json'), JSON.stringify(accounts))
    await symlink(version, join(mount, '..data_tmp'))
    await rename(join(mount, '..data_tmp'), join(mount, '..data'))
  }
  await put('..v1', [account('first')])
  await symlink(join('..data', 'accounts.json'), join(mount, 'accounts.json'))
  const { seen } = await follow(3_600_000, join(mount, 'accounts.json'))
  await put('..v2', [account('second')])
  await vi.waitFor(() => expect(seen).toEqual([['second']]), patience)
})

test('what no watch sees is found by looking now and then', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'follow-elsewhere-'))
  onTestFinished(() => rm(elsewhere, { recursive: true }))
  const target = join(elsewhere, 'accounts.json')
  await writeFile(target, JSON.stringify([account('first')]))
  const link = join(await mkdtemp(join(elsewhere, 'link-')), 'accounts.json')
  await symlink(target, link)
  const { seen } = await follow(50, link)
  await writeFile(target, JSON.stringify([account('second')]))
  await vi.waitFor(() => expect(seen).toEqual([['second']]), patience)
})

test('settings that are the same change nothing, however they are written', async () => {
  const { put, seen, lookedAgain } = await follow(20)
  await put([account('first', { limit: { max: 500 } })])
  await lookedAgain(3)
  expect(seen).toEqual([])
})

test('a wrong file changes nothing and is told once, with why; the next right one is taken', async () => {
  const { put, seen, wrong, lines, refused, lookedAgain } = await follow(20)
  await put([account('first', { limit: { max: 0 } })])
  await vi.waitFor(() => expect(refused()).toHaveLength(1), patience)
  expect(String(refused()[0]?.reason)).toMatch(/account "first"\.limit\.max: /)
  await lookedAgain(5)
  expect([refused().length, seen, wrong]).toEqual([1, [], [false, true]])

  await put([account('first'), account('first')])
  await vi.waitFor(() => expect(refused()).toHaveLength(2), patience)
  expect(String(refused()[1]?.reason)).toContain('names the account "first" twice')

  await put([account('second')])
  await vi.waitFor(() => expect(seen).toEqual([['second']]), patience)
  expect(wrong.at(-1)).toBe(false)
  expect(lines.at(-1)).toEqual({ event: 'accounts:accepted' })
})

test('a wrong file that becomes what it was is right again, and changes nothing', async () => {
  const { put, seen, wrong, refused } = await follow(20)
  await put({})
  await vi.waitFor(() => expect(refused()).toHaveLength(1), patience)
  await put([account('first')])
  await vi.waitFor(() => expect(wrong).toEqual([false, true, false]), patience)
  expect(seen).toEqual([])
})

test('a file that is gone, or is a folder, changes nothing', async () => {
  const { file, seen, refused } = await follow(20)
  await rm(file)
  await vi.waitFor(() => expect(String(refused().at(-1)?.reason)).toContain('ENOENT'), patience)
  await mkdir(file)
  await vi.waitFor(() => expect(String(refused().at(-1)?.reason)).toContain('EISDIR'), patience)
  expect(seen).toEqual([])
})

test('what is read by halves while it is being written is not told as wrong', async () => {
  const { file, seen, refused, followed, lookedAgain } = await follow(3_600_000, undefined, 3_600_000)
  const text = JSON.stringify([account('first'), account('second')])
  await writeFile(file, text.slice(0, 40))
  followed.look()
  await lookedAgain(1)
  await writeFile(file, text)
  await vi.waitFor(() => expect(seen).toEqual([['first', 'second']]), patience)
  expect(refused()).toEqual([])
})

test('of a file that has grown to 50 MB no more is read than a file may have', async () => {
  const { file, seen, refused } = await follow(20)
  await truncate(file, 50 * 1024 * 1024)
  await vi.waitFor(() => expect(String(refused()[0]?.reason)).toContain('larger than 4 MiB'), patience)
  expect(seen).toEqual([])
})

test('of many changes in a moment the last one is in force', async () => {
  const { put, seen, followed } = await follow()
  for (let version = 0; version < 20; version++) {
    await put([account(`v${version}`)])
    followed.look()
  }
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['v19']), patience)
})

test('a complaint is told, and does not hold up what can be served', async () => {
  const lines: Record<string, unknown>[] = []
  const note = (fields: object) => void lines.push({ ...fields })
  const loaded = { names: ['first'] }
  let now: Loaded & { readonly names: readonly string[] } = loaded
  const seen: (readonly string[])[] = []
  const followed = followAccounts({
    ...{ path: undefined, loaded, load: async () => now, onWrong: () => {}, everyMs: 20, confirmMs: 0 },
    onChange: ({ names }) => void seen.push(names),
    log: { info: note, warn: note, error: note },
  })
  onTestFinished(() => followed.close())
  now = { names: ['second'], complaint: 'first is gone' }
  await vi.waitFor(() => expect(lines).toHaveLength(1), patience)
  expect(lines[0]).toMatchObject({ event: 'accounts:doubtful', reason: 'first is gone' })
  expect(seen).toEqual([['second']])
})

test('after it is closed nothing is looked at, whoever asks', async () => {
  const { put, seen, followed } = await follow(20)
  followed.close()
  await put([account('second')])
  followed.look()
  await new Promise((resolve) => setImmediate(resolve))
  expect(seen).toEqual([])
})
