import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { accountKeys, openRedis } from '../redis/index.js'
import { type GroupOutcome, readGroupSize, recordGroupOutcome } from './group-size.js'

const full = 100
const refused = (
  size: number,
  over: Partial<Extract<GroupOutcome, { kind: 'refused' }>> = {},
): GroupOutcome => ({
  ...{ kind: 'refused', size, refusalText: 'Telefone inválido' },
  ...over,
})

async function openGroups() {
  const redis = openRedis(inject('redisUrl'), 'worker')
  const keys = accountKeys(`groups-${crypto.randomUUID().slice(0, 8)}`)
  onTestFinished(async () => {
    await redis.del(keys.gateGroups)
    redis.disconnect()
  })
  return {
    max: () => readGroupSize(redis, keys, full),
    hear: (news: GroupOutcome) => recordGroupOutcome(redis, keys, news, full),
    hearAll: async (all: readonly GroupOutcome[]) => {
      const heard: boolean[] = []
      for (const news of all) heard.push(await recordGroupOutcome(redis, keys, news, full))
      return heard
    },
  }
}

describe('groups', () => {
  it('are of one message after strain, and double with each that gets through', async () => {
    const { max, hear } = await openGroups()
    expect(await max()).toBe(full)
    await hear({ kind: 'failure' })
    const sizes: number[] = []
    for (let size = await max(); size < full; size = await max()) {
      sizes.push(size)
      await hear({ kind: 'success', size })
    }
    expect(sizes).toEqual([1, 2, 4, 8, 16, 32, 64])
  })

  it('that were under way before the strain make the next ones little larger', async () => {
    const { max, hearAll } = await openGroups()
    await hearAll([{ kind: 'failure' }, { kind: 'success', size: 100 }])
    expect(await max()).toBe(2)
    await hearAll([{ kind: 'success', size: 1 }])
    expect(await max()).toBe(2)
  })
})

describe('a refusal is the same for all', () => {
  it('when three groups in a row got it, and then for single messages, until something gets through', async () => {
    const { max, hear, hearAll } = await openGroups()
    expect(await hearAll([refused(80), refused(80), refused(100)])).toEqual([false, false, true])
    expect(await max()).toBe(1)
    expect(await hearAll([refused(1), refused(1)])).toEqual([true, true])
    await hear({ kind: 'success', size: 1 })
    expect(await hearAll([refused(1), refused(1), refused(1), refused(1)])).toEqual(Array(4).fill(false))
  })

  it('when three single messages in a row got it after strain', async () => {
    const { hearAll } = await openGroups()
    const singles = [refused(1), refused(1), refused(1), refused(1)]
    expect(await hearAll(singles)).toEqual([false, false, false, false])
    expect(await hearAll([{ kind: 'failure' }, ...singles])).toEqual([false, false, false, true, true])
  })

  it('when both halves of a group got it', async () => {
    const { hearAll } = await openGroups()
    expect(await hearAll([refused(100), refused(50), refused(50)])).toEqual([false, false, true])
  })

  it('not when it follows one contact from half to half', async () => {
    const { hearAll } = await openGroups()
    const halves = [refused(50), refused(25), refused(13), refused(7), refused(4), refused(2), refused(1)]
    expect(await hearAll([refused(100), ...halves])).toEqual(Array(8).fill(false))
  })

  it('not when others got through in between, or it says something else', async () => {
    const { hearAll } = await openGroups()
    const through = { kind: 'success', size: 50 } as const
    expect(await hearAll([refused(100), refused(50), through, refused(50), refused(50)])).toEqual(
      Array(5).fill(false),
    )
    const other = refused(100, { refusalText: 'Variável inválida' })
    expect(await hearAll([through, refused(100), refused(100), other, refused(100)])).toEqual(
      Array(5).fill(false),
    )
  })
})
