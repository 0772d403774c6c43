import { accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startChild } from '../stack/child.js'
import { programArgs } from '../stack/program-args.js'
import { type RedisCluster, type Shard, startRedisCluster } from '../stack/redis-cluster.js'
import { type Stack, startStackOn } from '../stack/start-stack.js'
import { namesOnEach } from './cluster.test.support.js'
import { patience } from './patience.test.support.js'

const token = 'a-token-for-this-test'

let cluster: RedisCluster
let stack: Stack
let lost: Shard
let accounts: [string, ...string[]]

beforeAll(async () => {
  cluster = await startRedisCluster()
  accounts = await namesOnEach(cluster)
  lost = await cluster.shardOf(accountKeys(accounts[0]).gate)
  stack = await startStackOn(cluster, {
    names: accounts,
    workers: 0,
    env: { producer: { METRICS_TOKEN: token } },
  })
  const allUp = new Map(accounts.map((name) => [name, 1]))
  await vi.waitFor(async () => expect(await accountsUp()).toEqual(allUp), patience)
  // Nobody takes over.
  await lost.replica.crash()
  await lost.master.crash()
})
afterAll(async () => {
  await stack?.stop()
  await cluster?.stop()
})

async function scrape(): Promise<string> {
  const answer = await fetch(`${stack.producer.url}/metrics`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return answer.text()
}

async function accountsUp(): Promise<Map<string, number>> {
  const lines = (await scrape()).matchAll(/^disparo_account_up\{account="(.+)"\} (\d)$/gm)
  return new Map([...lines].map(([, account = '', up]) => [account, Number(up)]))
}

interface Finding {
  readonly check: string
  readonly account?: string
  readonly level: string
  readonly found: string
}

async function doctor() {
  const child = await startChild({
    command: process.execPath,
    args: [...programArgs('apps/cli/dist/main.js'), 'doctor', '--json'],
    env: stack.workerEnv,
  })
  const { code } = await child.exited
  const { findings } = JSON.parse(child.output()) as { findings: Finding[] }
  return { code, findings, output: child.output() }
}

const placeOf = ({ master }: Shard) => `127.0.0.1:${master.port}`
const levelsOf = (findings: readonly Finding[], name: string) =>
  Object.fromEntries(
    findings.filter(({ account }) => account === name).map(({ check, level }) => [check, level]),
  )

describe('a Redis Cluster that has lost one master for good', () => {
  it('leaves metrics of the other accounts, and says which one cannot be read', async () => {
    const [first, ...others] = accounts
    const seen = new Map([[first, 0], ...others.map((name) => [name, 1] as const)])
    await expect.poll(accountsUp, patience).toEqual(seen)
    const text = await scrape()
    for (const name of others) expect(text).toContain(`disparo_gate_permits_used{account="${name}"} 0`)
    expect(text).not.toContain(`disparo_gate_permits_used{account="${first}"}`)
  })

  it('leaves the door of the producer open to the other accounts', async () => {
    const ready = async () => (await fetch(`${stack.producer.url}/readyz`)).status
    await expect.poll(ready, patience).toBe(200)
  })

  it('is named by the doctor, who judges the other masters and their accounts', async () => {
    const { code, findings } = await doctor()
    expect(code).toBe(1)
    const ofRedis = findings.filter(({ check }) => check.startsWith('Redis'))
    for (const shard of cluster.shards) {
      const own = ofRedis.filter(({ check }) => check.endsWith(` (${placeOf(shard)})`))
      if (shard === lost) {
        expect(own).toMatchObject([
          { check: `Redis (${placeOf(lost)})`, level: 'fail', found: 'gives no answer (ECONNREFUSED)' },
        ])
      } else expect(own.find(({ check }) => check.startsWith('Redis persistence'))?.level).toBe('ok')
    }
    const [first, ...others] = accounts
    expect(levelsOf(findings, first)).toMatchObject({ state: 'fail' })
    for (const name of others) {
      expect(levelsOf(findings, name)).toMatchObject({ gate: 'ok', 'Hi Platform': 'ok' })
    }
  })

  it('is named by the doctor also where the Cluster takes no commands without it', async () => {
    const kept = cluster.shards.filter((shard) => shard !== lost)
    const nodes = kept.map(({ master }) => new Redis(master.url))
    onTestFinished(() => {
      for (const node of nodes) node.disconnect()
    })
    for (const node of nodes) await node.config('SET', 'cluster-require-full-coverage', 'yes')
    // Nodes judge their Cluster anew when one of them is lost.
    await kept[0]?.replica.crash()
    for (const node of nodes) {
      await expect.poll(() => node.cluster('INFO'), patience).toContain('cluster_state:fail')
    }
    const { code, findings, output } = await doctor()
    expect(code).toBe(1)
    const failed = findings.filter(({ level }) => level === 'fail').map(({ check }) => check)
    expect(failed).toEqual(['Redis', `Redis (${placeOf(lost)})`])
    expect(findings.filter(({ check }) => check.startsWith('Redis version'))).toHaveLength(2)
    expect(output).not.toContain(lost.master.password)
  })
})
