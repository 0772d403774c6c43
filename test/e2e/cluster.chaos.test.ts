import { accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { runSteady } from '../bench/steady/run.js'
import { loadText, spreadOfLoad } from '../bench/steady/spread-of-load.js'
import { startRedisCluster } from '../stack/redis-cluster.js'
import { readReplication } from '../stack/replication.js'
import { namesOnEach } from './cluster.test.support.js'
import { ends, endWhenReplicated, expectWorkGoesOn } from './fail-over.test.support.js'
import { type Lifetime, scaled, startScaledStackOn } from './scaled-stack.test.support.js'

async function startScene(test: Lifetime) {
  const cluster = await startRedisCluster()
  test.onTestFinished(() => cluster.stop())
  const accounts = await namesOnEach(cluster)
  const stack = await startScaledStackOn(test, cluster, {
    workers: 2,
    names: accounts,
    // To Hi Platform all accounts together are one user.
    env: { sandbox: { SANDBOX_LIMIT_MAX: `${accounts.length * scaled.limit.max}` } },
  })
  return { cluster, accounts, stack }
}

async function countKeys(url: string): Promise<number> {
  const redis = new Redis(url)
  return redis.dbsize().finally(() => redis.disconnect())
}

describe('a Redis Cluster with accounts on all its masters', () => {
  it.for(Object.entries(ends))(
    'loses no message when one of them %s and is replaced',
    async ([, end], test) => {
      const { cluster, accounts, stack } = await startScene(test)
      const { master, replica } = await cluster.shardOf(accountKeys(accounts[0]).gate)
      test.onTestFinished(() => master.crash())
      await expectWorkGoesOn(stack, accounts, async () => {
        for (const { master } of cluster.shards) expect(await countKeys(master.url)).toBeGreaterThan(0)
        await endWhenReplicated(stack, { master, replicas: [replica], end })
      })
      expect((await readReplication(replica.url)).role).toBe('master')
    },
  )

  it('shares the load of accounts at their limit out to its masters', async () => {
    const say = (line: string) => void process.stdout.write(`${line}\n`)
    const { used, messages } = await runSteady({
      ...{ accounts: 6, historyHours: 1, cluster: true, say },
      sizes: { warmUpS: 5, windowS: 15, idleS: 1, sampleS: 1, entriesMinutes: 5 },
    })
    say(loadText(used))
    expect(messages).toBeGreaterThan(0)
    // Of the six, each master has one at least.
    for (const { commands } of spreadOfLoad(used)) expect(commands).toBeGreaterThan(0.05)
  })

  it('loses no message when all its nodes die and start again on their files', async (test) => {
    const { cluster, accounts, stack } = await startScene(test)
    const nodes = cluster.shards.flatMap(({ master, replica }) => [master, replica])
    await expectWorkGoesOn(stack, accounts, async () => {
      await Promise.all(nodes.map((node) => node.crash()))
      await expect(
        stack.producer.send(
          { to: '5511900000000', namespace: 'avisos', elementName: 'boleto' },
          { once: true },
        ),
      ).rejects.toMatchObject({ status: 503 })
      await Promise.all(nodes.map((node) => node.revive()))
    })
  })
})
