import { once } from 'node:events'
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { laneQueueName } from '@disparo/core/internal/queue'
import { accountKeys, redisNow } from '@disparo/core/internal/redis'
import { readServedAccounts } from '@disparo/core/internal/served'
import { expect, test, vi } from 'vitest'
import {
  type Arrival,
  openAccounts,
  openUpstream,
  recipients,
  startWorker,
} from './live-accounts.test.support.js'

const patience = { timeout: 200_000, interval: 50 }
const numbersOf = (arrivals: readonly Arrival[], account: string) =>
  arrivals
    .filter((each) => each.account === account)
    .map(({ to }) => to)
    .sort()

test('what waits for an account goes out once the account is added, without a restart', async () => {
  const upstream = await openUpstream()
  const { account, put, path, send, redis } = await openAccounts(upstream.baseUrl)
  const [first, second] = [account(), account()]
  await put([first])
  const worker = await startWorker(path)
  const { allAccepted } = await send(second.name, recipients(3))
  await put([first, second])
  await upstream.arrived(3, second.name)
  await allAccepted()
  expect(await worker.logged('accounts:changed')).toMatchObject({
    added: [second.name],
    changed: [],
    removed: [],
  })
  const served = async () =>
    (await readServedAccounts(redis))
      .filter(({ servedBy }) => servedBy.includes('worker'))
      .map(({ name }) => name)
  await vi.waitFor(
    async () => expect(await served()).toEqual(expect.arrayContaining([first.name, second.name])),
    patience,
  )
})

test('of a removed account what is under way is settled, what waits stays, and goes out when it is back', async () => {
  const held: Arrival[] = []
  const upstream = await openUpstream((arrival) => {
    if (arrival.to <= '5511900000003') held.push(arrival)
    return arrival.to <= '5511900000003' ? undefined : 200
  })
  const { account, put, path, send } = await openAccounts(upstream.baseUrl)
  const [stays, goes] = [account(), account()]
  await put([stays, goes])
  const worker = await startWorker(path, { WORKER_CONCURRENCY: '4' })
  const all = recipients(12)
  const { statuses, allAccepted } = await send(goes.name, all)
  await upstream.arrived(4, goes.name)
  await put([stays])
  expect(await worker.logged('accounts:changed')).toMatchObject({ removed: [goes.name] })
  for (const arrival of held) arrival.answer(200)
  expect(await worker.logged('account:stopped')).toMatchObject({ account: goes.name, waiting: 8 })
  expect((await statuses()).sort()).toEqual([...Array(4).fill('accepted'), ...Array(8).fill('enqueued')])
  // The others are served as before.
  await send(stays.name, recipients(1, 500))
  await upstream.arrived(1, stays.name)
  expect(numbersOf(upstream.arrivals, goes.name)).toEqual(all.slice(0, 4))

  await put([stays, goes])
  await upstream.arrived(12, goes.name)
  await allAccepted()
  expect(numbersOf(upstream.arrivals, goes.name)).toEqual(all)
})

test('a lower limit holds in every window once all workers have it', async () => {
  const upstream = await openUpstream()
  const { account, put, path, send } = await openAccounts(upstream.baseUrl)
  const fast = account(undefined, { limit: { max: 24, windowMs: 2_000 } })
  await put([fast])
  const workers = [await startWorker(path), await startWorker(path)]
  await send(fast.name, recipients(80))
  await upstream.arrived(20)
  await put([{ ...fast, limit: { max: 4, windowMs: 2_000 } }])
  await Promise.all(workers.map((worker) => worker.logged('accounts:changed')))
  const [from, before] = [performance.now(), upstream.arrivals.length]
  expect(peak(upstream.arrivals, 2_000)).toBeGreaterThan(4)
  await upstream.arrived(before + 8)
  const after = upstream.arrivals.filter(({ at }) => at >= from)
  expect(peak(after, 2_000)).toBeLessThanOrEqual(4)
})

/** The most that arrived in any window. */
function peak(arrivals: readonly Arrival[], windowMs: number): number {
  return Math.max(
    ...arrivals.map(({ at }) => arrivals.filter((each) => each.at >= at && each.at < at + windowMs).length),
  )
}

test('a wrong file changes nothing, is told once and by a metric, and the worker stays ready', async () => {
  const upstream = await openUpstream()
  const { account, put, replace, path, send } = await openAccounts(upstream.baseUrl)
  const [first, second] = [account(), account()]
  await put([first])
  const token = 'a-token-for-tests'
  const worker = await startWorker(path, { HEALTH_PORT: '0', METRICS_TOKEN: token })
  const { url } = await worker.logged('health:listening')
  const wrong = async () => {
    const scraped = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    return /^disparo_accounts_wrong (\d)$/m.exec(await scraped.text())?.[1]
  }
  expect(await wrong()).toBe('0')
  await replace(JSON.stringify([first, { ...second, password: { env: 'NOWHERE' } }]))
  const { reason } = await worker.logged('accounts:refused')
  expect(reason).toBe(`NOWHERE is not set: account "${second.name}" takes a secret from it`)
  expect([await wrong(), (await fetch(`${url}/readyz`)).status]).toEqual(['1', 200])
  await send(first.name, recipients(1))
  await upstream.arrived(1, first.name)

  await put([first, second])
  await worker.logged('accounts:accepted')
  await send(second.name, recipients(1))
  await upstream.arrived(1, second.name)
  expect(await wrong()).toBe('0')
  expect(worker.lines().filter(({ event }) => event === 'accounts:refused')).toHaveLength(1)
})

test('a password that has changed in its file is taken on SIGHUP, and tried at once at a gate that was closed for it', async () => {
  const right = `Basic ${Buffer.from('u:right').toString('base64')}`
  const upstream = await openUpstream(({ authorization }) => (authorization === right ? 200 : 401))
  const { account, put, path, folder, send, redis } = await openAccounts(upstream.baseUrl)
  const { name, ...others } = account()
  await put([{ name, ...others }])
  const secret = join(folder, 'password')
  await writeFile(secret, 'wrong')
  const worker = await startWorker(path, { HI_PASSWORD: '', HI_PASSWORD_FILE: secret })
  await send(name, recipients(1))
  await worker.logged('gate:closed')
  const keys = accountKeys(name)
  // Closed for so long that nothing but this opens it while the test waits.
  const farMs = 3_600_000
  await redis.hset(keys.gate, { until: (await redisNow(redis, keys)) + farMs, pause: farMs })
  await send(name, recipients(3, 100))
  await redis.pexpire(`${keys.prefix}:${laneQueueName(name, 'bulk')}:limiter`, farMs)
  const refused = upstream.arrivals.length

  await rm(secret)
  await writeFile(secret, 'right')
  worker.child.kill('SIGHUP')
  await upstream.arrived(refused + 3)
  expect(await worker.logged('gate:opened')).toMatchObject({ account: name })
  expect(new Set(upstream.arrivals.slice(refused).map((each) => each.authorization))).toEqual(
    new Set([right]),
  )
})

test('two workers with a half each serve all accounts, each exactly once', async () => {
  const upstream = await openUpstream()
  const { account, put, path, send } = await openAccounts(upstream.baseUrl)
  const accounts = Array.from({ length: 6 }, () => account())
  const names = accounts.map(({ name }) => name).sort()
  await put(accounts)
  const halves = await Promise.all(['1/2', '2/2'].map((half) => startWorker(path, { WORKER_ACCOUNTS: half })))
  const served = halves.map(
    (worker) => worker.lines().find(({ event }) => event === 'worker:ready')?.accounts,
  )
  expect((served as string[][]).flat().sort()).toEqual(names)
  await Promise.all(names.map((name) => send(name, recipients(2))))
  await upstream.arrived(12)
  for (const name of names) expect(numbersOf(upstream.arrivals, name)).toEqual(recipients(2))
})

test('a name in WORKER_ACCOUNTS that goes from the file is told, and its account stops like any other', async () => {
  const upstream = await openUpstream()
  const { account, put, path, send } = await openAccounts(upstream.baseUrl)
  const [stays, goes] = [account(), account()]
  await put([stays, goes, account()])
  const worker = await startWorker(path, { WORKER_ACCOUNTS: `${stays.name}, ${goes.name}` })
  expect(worker.lines().find(({ event }) => event === 'worker:ready')?.accounts).toEqual([
    stays.name,
    goes.name,
  ])
  await put([stays])
  const { reason } = await worker.logged('accounts:doubtful')
  expect(reason).toContain(`"${goes.name}"`)
  await worker.logged('account:stopped')
  await send(stays.name, recipients(1))
  await upstream.arrived(1, stays.name)
})

test('as Kubernetes swaps files: an account that is renamed in one go is another one', async () => {
  const upstream = await openUpstream()
  const { account, folder, send } = await openAccounts(upstream.baseUrl)
  const [former, later] = [account(), account()]
  const put = async (version: string, accounts: readonly object[]) => {
    await mkdir(join(folder, version))
    await writeFile(join(folder, version, 'accounts.json'), JSON.stringify(accounts))
    await symlink(version, join(folder, '..data_tmp'))
    await rename(join(folder, '..data_tmp'), join(folder, '..data'))
  }
  await put('..v1', [former])
  const path = join(folder, 'mounted.json')
  await symlink(join('..data', 'accounts.json'), path)
  const worker = await startWorker(path)
  await put('..v2', [{ ...former, name: later.name, configId: later.name }])
  expect(await worker.logged('accounts:changed')).toMatchObject({
    added: [later.name],
    removed: [former.name],
  })
  await worker.logged('account:stopped')
  const { statuses } = await send(former.name, recipients(1))
  await send(later.name, recipients(1))
  await upstream.arrived(1, later.name)
  expect(await statuses()).toEqual(['enqueued'])
  expect(numbersOf(upstream.arrivals, former.name)).toEqual([])
})

test('settings that change while messages are under way lose none, and send none twice', async () => {
  const upstream = await openUpstream()
  const { account, put, path, send } = await openAccounts(upstream.baseUrl)
  const described = account(undefined, { limit: { max: 2_000, windowMs: 10_000 } })
  await put([described])
  const worker = await startWorker(path)
  const all = recipients(200)
  const { allAccepted } = await send(described.name, all)
  for (let version = 1; version <= 5; version++) {
    await upstream.arrived(version * 30)
    await put([
      { ...described, requestTimeoutMs: 15_000 + version, ...(version > 2 && { wireFormat: 'botmaker' }) },
    ])
    await worker.logged('accounts:changed', version - 1)
  }
  await upstream.arrived(200)
  await allAccepted()
  expect(numbersOf(upstream.arrivals, described.name)).toEqual(all)
})

test('SIGHUP during a stop changes nothing: it ends as it would', async () => {
  const upstream = await openUpstream(() => undefined)
  const { account, put, path, send } = await openAccounts(upstream.baseUrl)
  const first = account()
  await put([first])
  const worker = await startWorker(path)
  await send(first.name, recipients(1))
  const [arrival] = await upstream.arrived(1)
  const closed = once(worker.child, 'close')
  worker.child.kill('SIGTERM')
  await worker.logged('worker:stopping')
  await put([first, account()])
  worker.child.kill('SIGHUP')
  arrival?.answer(200)
  expect(await closed).toEqual([0, null])
  expect(worker.lines().map(({ event }) => event)).not.toContain('accounts:changed')
})
