import { describe, expect, it, vi } from 'vitest'
import { startSentinelRedis } from '../stack/redis-sentinel.js'
import { readReplication } from '../stack/replication.js'
import { ends, endWhenReplicated, expectWorkGoesOn } from './fail-over.test.support.js'
import { patience } from './patience.test.support.js'
import { startScaledStackOn } from './scaled-stack.test.support.js'

describe.concurrent('Redis behind Sentinels', () => {
  it.for(Object.entries(ends))(
    'loses no message when its master %s and a replica takes over',
    async ([, end], test) => {
      const redis = await startSentinelRedis()
      test.onTestFinished(() => redis.stop())
      const { master, replicas } = redis
      const stack = await startScaledStackOn(test, redis, { workers: 2 })
      test.onTestFinished(() => master.crash())
      await expectWorkGoesOn(stack, [stack.account], () =>
        endWhenReplicated(stack, { master, replicas, end }),
      )
      const roles = async () => {
        const found = await Promise.all(replicas.map(async ({ url }) => (await readReplication(url)).role))
        return found.toSorted()
      }
      // The Sentinels turn the other one round to its new master a moment later.
      await vi.waitFor(async () => expect(await roles()).toEqual(['master', 'slave']), patience)
    },
  )
})
