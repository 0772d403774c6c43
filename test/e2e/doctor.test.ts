import { randomBytes } from 'node:crypto'
import { connect } from '@disparo/core'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAccountsFile } from '../stack/accounts-file.js'
import { startChild } from '../stack/child.js'
import { programArgs } from '../stack/program-args.js'
import { type Stack, startOwnStack } from '../stack/start-stack.js'

interface Finding {
  readonly check: string
  readonly account?: string
  readonly level: string
  readonly found: string
  readonly change?: string
}

const to = '5511900000042'
const maxmemory = '256mb'
const cli = programArgs('apps/cli/dist/main.js')

let stack: Stack
let redis: Redis
beforeAll(async () => {
  stack = await startOwnStack({ workers: 1 })
  redis = new Redis(stack.redis.url)
  await redis.config('SET', 'maxmemory', maxmemory)
})
afterAll(async () => {
  redis?.disconnect()
  await stack?.stop()
})

/** `disparo doctor` in the environment of a worker. */
async function doctor(env: Record<string, string> = {}, args: readonly string[] = ['--json']) {
  const child = await startChild({
    command: process.execPath,
    args: [...cli, 'doctor', ...args],
    env: { ...stack.workerEnv, ...env },
  })
  const { code } = await child.exited
  return { code, output: child.output() }
}

async function diagnose(env?: Record<string, string>) {
  const { code, output } = await doctor(env)
  const { ok, findings } = JSON.parse(output) as { ok: boolean; findings: Finding[] }
  expect(ok).toBe(code === 0)
  return { code, output, findings, of: (check: string) => findings.find((each) => each.check === check) }
}

const bad = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ check, level }) => [check, level])

/** An account of its own, so that its quota is its own, before the same sandbox. */
async function accountWith(name: string, fields: object) {
  const { url, username, configId } = stack.sandbox
  const password = { env: 'STACK_HI_PASSWORD' }
  const file = await writeAccountsFile([{ name, configId, baseUrl: url, username, password, ...fields }])
  afterAll(() => file.remove())
  return { DISPARO_ACCOUNTS: file.path }
}

describe('disparo doctor', () => {
  it('finds nothing wrong with what works, and asks Hi Platform once, out of the quota', async () => {
    const before = (await stack.sandbox.stats()).reportRequests
    const { code, findings } = await diagnose()
    expect([code, bad(findings)]).toEqual([0, [['users', 'skipped']]])
    expect(findings.filter(({ account }) => account === stack.account).map(({ check }) => check)).toEqual([
      'lane urgent',
      'lane bulk',
      'gate',
      'limit',
      'in doubt',
      'report',
      'sealed data',
      'Hi Platform',
    ])
    expect((await stack.sandbox.stats()).reportRequests).toBe(before + 1)
    expect(await redis.zcard(`disparo:{${stack.account}}:report:permits`)).toBe(1)
  })

  it('says it in lines, too', async () => {
    const { code, output } = await doctor({}, ['--no-upstream'])
    expect(code).toBe(0)
    expect(output).toMatch(/^ok {7}Redis persistence +appendonly yes, appendfsync always$/m)
    expect(output).toMatch(/\d+ checks: \d+ ok, 2 skipped\n$/)
  })

  it('names the variable of a wrong password, shows none, and closes no gate', async () => {
    const { code, findings, output } = await diagnose({ STACK_HI_PASSWORD: 'a-wr0ng-one' })
    expect([code, bad(findings)]).toEqual([
      1,
      [
        ['users', 'skipped'],
        ['Hi Platform', 'fail'],
      ],
    ])
    expect(findings.at(-1)?.change).toContain('STACK_HI_PASSWORD')
    expect(output).not.toContain('a-wr0ng-one')
    expect(output).not.toContain(stack.sandbox.password)
    expect(await redis.exists(`disparo:{${stack.account}}:report:gate`)).toBe(0)
  })

  it('skips what needs a secret that is not there', async () => {
    const { code, of } = await diagnose({ STACK_HI_PASSWORD: '' })
    expect(code).toBe(0)
    expect(of('Hi Platform')).toMatchObject({ level: 'skipped', found: expect.stringContaining('not set') })
  })

  it('leaves Hi Platform alone when the quota is used up', async () => {
    const env = await accountWith('doctor-quota', { reconcile: { limit: { max: 1 } } })
    expect((await diagnose(env)).of('Hi Platform')).toMatchObject({ level: 'ok' })
    const asked = (await stack.sandbox.stats()).reportRequests
    expect((await diagnose(env)).of('Hi Platform')).toMatchObject({
      level: 'skipped',
      found: expect.stringContaining('used up'),
    })
    expect((await stack.sandbox.stats()).reportRequests).toBe(asked)
  })

  it('tells a right password from a wrong one over XML', async () => {
    const env = await accountWith('doctor-xml', { transport: 'xml' })
    expect((await diagnose(env)).of('Hi Platform')).toMatchObject({ level: 'ok' })
    expect((await diagnose({ ...env, STACK_HI_PASSWORD: 'a-wr0ng-one' })).of('Hi Platform')).toMatchObject({
      level: 'fail',
      change: expect.stringContaining('STACK_HI_PASSWORD'),
    })
  })

  it('tells a wrong address from a Hi Platform that is away', async () => {
    const wrong = await accountWith('doctor-path', { baseUrl: `${stack.sandbox.url}/elsewhere` })
    expect((await diagnose(wrong)).of('Hi Platform')?.change).toContain('baseUrl')
    const away = await accountWith('doctor-away', { baseUrl: 'http://127.0.0.1:1' })
    expect((await diagnose(away)).of('Hi Platform')).toMatchObject({ level: 'fail' })
  })

  it('fails with a Redis that evicts and keeps no file, and warns of one that may forget a second', async () => {
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru', 'appendfsync', 'everysec')
    const { code, of } = await diagnose()
    expect(code).toBe(1)
    expect(of('Redis eviction')).toMatchObject({
      level: 'fail',
      change: expect.stringContaining('noeviction'),
    })
    expect(of('Redis persistence')).toMatchObject({
      level: 'warn',
      found: expect.stringContaining('everysec'),
    })
    await redis.config('SET', 'maxmemory-policy', 'noeviction', 'appendonly', 'no')
    expect((await diagnose()).of('Redis persistence')).toMatchObject({
      level: 'fail',
      change: expect.stringContaining('appendonly yes'),
    })
    await redis.config('SET', 'appendfsync', 'always', 'appendonly', 'yes')
  })

  it('warns of a Redis whose memory has no limit', async () => {
    await redis.config('SET', 'maxmemory', '0')
    const { of } = await diagnose()
    await redis.config('SET', 'maxmemory', maxmemory)
    expect(of('Redis memory')).toMatchObject({
      level: 'warn',
      found: expect.stringContaining('no maxmemory'),
    })
  })

  it('fails with a Redis that has no memory left or takes no writes, and ends all the same', async () => {
    await redis.config('SET', 'maxmemory', '1', 'min-replicas-to-write', '1')
    const { code, of } = await diagnose()
    await redis.config('SET', 'maxmemory', maxmemory, 'min-replicas-to-write', '0')
    expect(code).toBe(1)
    expect(of('Redis memory')).toMatchObject({ level: 'fail' })
    expect(of('Hi Platform')).toMatchObject({ level: 'fail', found: expect.stringContaining('no writes') })
    expect(of('state')).toMatchObject({ level: 'fail', found: expect.stringContaining('no writes') })
  })

  it('tells a Redis that is not there from one that does not know it, and shows no password', async () => {
    const away = await diagnose({ REDIS_URL: 'redis://127.0.0.1:1' })
    expect([away.code, away.of('Redis')?.found]).toEqual([1, 'does not answer at REDIS_URL (ECONNREFUSED)'])
    const url = new URL(stack.redis.url)
    url.password = 'a-wr0ng-one'
    const refused = await diagnose({ REDIS_URL: url.href })
    expect(refused.of('Redis')?.found).toBe('does not answer at REDIS_URL (WRONGPASS)')
    expect(refused.output).not.toContain('a-wr0ng-one')
    url.password = ''
    expect((await diagnose({ REDIS_URL: url.href })).of('Redis')?.found).toContain('NOAUTH')
  })

  it('misses workers, and fails once a message waits for one; it tells nobody whose', async () => {
    const none = await diagnose(await accountWith('doctor-idle', {}))
    expect([none.of('lane urgent')?.level, none.of('lane bulk')?.level]).toEqual(['warn', 'warn'])
    await Promise.all(stack.workers.map((worker) => worker.stop()))
    await stack.producer.send({ to, namespace: 'default', elementName: 'saudacao' })
    const { code, output, of } = await diagnose()
    expect([code, of('lane bulk')?.level]).toEqual([1, 'fail'])
    expect(output).not.toContain(to)
  })

  it('misses the data key that messages were sealed with, and shows none', async () => {
    const [one, two] = ['one', 'two'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [
      string,
      string,
    ]
    const env = await accountWith('doctor-sealed', {})
    const disparo = connect({
      ...{ redis: stack.redis.url, account: 'doctor-sealed', dataKey: one },
      allowNewAccount: true,
    })
    await disparo.send({ to, namespace: 'default', elementName: 'saudacao' })
    await disparo.close()
    const sealed = async (DISPARO_DATA_KEY: string) => {
      const { of, output } = await diagnose({ ...env, DISPARO_DATA_KEY })
      expect(output).not.toContain(one.slice(4))
      return of('sealed data')
    }
    expect(await sealed(`${two},${one}`)).toMatchObject({ level: 'ok' })
    expect(await sealed(two)).toMatchObject({ level: 'fail', found: expect.stringContaining('the key one') })
    expect(await sealed('')).toMatchObject({
      level: 'fail',
      found: expect.stringContaining('cannot be sent'),
    })
  })
})
