import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { acquireLease, layoutKey, layoutLeaseKey, openRedis, releaseLease } from '../redis/index.js'
import { ensureLayout, type LayoutStep, layoutVersion, migrateLayout, stepsFrom } from './index.js'

/** A deployment that is this file's alone. */
const redis = openRedis(`${inject('redisUrl')}/15`, 'worker')
const mark = () => redis.get(layoutKey)
beforeEach(async () => {
  await redis.flushdb()
})
afterAll(() => redis.disconnect())

/** Of a version to come: 2 as it is, 3 for the first who comes, and perhaps 4 by command. */
function laterSteps(run: LayoutStep['run'], last: readonly LayoutStep[] = []): readonly LayoutStep[] {
  return [{ to: 2, does: 'nothing' }, { to: 3, does: 'renames', ...(run && { run }) }, ...last]
}

describe('the layout of a deployment', () => {
  it('is noted once by whoever comes first, and read by all others', async () => {
    await Promise.all(Array.from({ length: 10 }, () => ensureLayout(redis)))
    expect(await mark()).toBe(String(layoutVersion))
    await ensureLayout(redis)
    expect(await redis.keys('*')).toEqual([layoutKey])
  })

  it.each([
    [
      '3',
      'Redis has layout 3, and this program works with layout 2 (of version 0.2.0). Upgrade this program.',
    ],
    ['12 since 9.0.0', expect.stringContaining('layout 12,')],
    ['by another scheme', expect.stringContaining('a later layout,')],
  ])('is refused in one line where it is a newer one (%s), and stays', async (newer, message) => {
    await redis.set(layoutKey, newer)
    await expect(ensureLayout(redis)).rejects.toMatchObject({ code: 'LAYOUT', obstacle: 'newer', message })
    await expect(migrateLayout(redis)).rejects.toMatchObject({ obstacle: 'newer' })
    expect(await mark()).toBe(newer)
  })

  it('of the first version has no mark; what is done to it is only to note that', () => {
    expect(stepsFrom(1).map(({ to, run }) => [to, run])).toEqual([[2, undefined]])
    expect(stepsFrom(layoutVersion)).toEqual([])
  })
})

describe('a step that rewrites', () => {
  it('is done by one program, once, while the others are told to come again', async () => {
    let runs = 0
    const others: unknown[] = []
    const steps = laterSteps(async () => {
      runs += 1
      others.push(await ensureLayout(redis, steps).catch((error: unknown) => error))
    })
    await ensureLayout(redis, steps)
    expect(others).toMatchObject([{ code: 'LAYOUT', obstacle: 'migrating', found: 2, known: 3 }])
    await ensureLayout(redis, steps)
    expect([runs, await mark(), await redis.exists(layoutLeaseKey)]).toEqual([1, '3', 0])
  })

  it('is done again where it broke off: the layout before it stays noted, and nobody holds the lease', async () => {
    let runs = 0
    const steps = laterSteps(async () => {
      runs += 1
      if (runs === 1) throw new Error('interrupted')
    })
    await expect(ensureLayout(redis, steps)).rejects.toThrow('interrupted')
    expect(await mark()).toBe('2')
    await ensureLayout(redis, steps)
    expect([runs, await mark()]).toEqual([2, '3'])
  })

  it('is left to another program that holds the lease', async () => {
    const other = randomUUID()
    await acquireLease(redis, layoutLeaseKey, other, 60_000)
    const steps = laterSteps(async () => {})
    await expect(ensureLayout(redis, steps)).rejects.toMatchObject({ obstacle: 'migrating' })
    await releaseLease(redis, layoutLeaseKey, other)
    await ensureLayout(redis, steps)
    expect(await mark()).toBe('3')
  })

  it('by command waits for people: a program says which, and the command does it', async () => {
    const told: unknown[] = []
    const long: LayoutStep = {
      ...{ to: 4, does: 'rewrites all', byCommand: true },
      run: async (_redis, tell) => tell(7, 7),
    }
    const steps = laterSteps(undefined, [long])
    await expect(ensureLayout(redis, steps)).rejects.toMatchObject({
      ...{ obstacle: 'older', found: 1, known: 4 },
      message: expect.stringMatching(/^Redis has layout 1 \(of version 0\.1\.0\), .*run: disparo migrate$/),
    })
    expect(await mark()).toBeNull()
    await migrateLayout(redis, { steps, tell: (step, done, total) => told.push([step.to, done, total]) })
    expect([await mark(), told]).toEqual(['4', [[4, 7, 7]]])
    await ensureLayout(redis, steps)
  })
})
