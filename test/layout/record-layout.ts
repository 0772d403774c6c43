import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { PrivateRedis } from '../stack/private-redis.js'
import { startOwnRedis } from '../stack/start-redis.js'
import { startStackOn } from '../stack/start-stack.js'
import { type Left, leaveRest, leaveXml } from './leave-messages.js'
import { delayMs, type Recorded } from './recorded.js'
import { type AccountName, accountNames, dataKey, stackOptions } from './scenario.js'

/**
 * Records a Redis file of the layout of this build into a folder, with what has to be known to read it (`recorded.json`).
 * Takes half a minute.
 */
export async function recordLayout(folder: string): Promise<void> {
  const redis = await startOwnRedis()
  try {
    const from = Date.now()
    const left = new Map<AccountName, Left>()
    for (const account of accountNames) left.set(account, await leaveAccount(redis, account))
    const recorded: Recorded = {
      from,
      to: Date.now(),
      batches: Object.fromEntries([...left].map(([account, { batches }]) => [account, batches])),
      codes: Object.fromEntries([...left].flatMap(([account, { code }]) => (code ? [[account, code]] : []))),
      upstream: [...left.values()].flatMap(({ upstream }) => upstream),
    }
    await mkdir(folder, { recursive: true })
    await saveFile(redis, join(folder, 'dump.rdb'))
    await writeFile(join(folder, 'recorded.json'), `${JSON.stringify(recorded, undefined, 2)}\n`)
  } finally {
    await redis.stop()
  }
}

/** Each account has a sandbox of its own, and its programs have the data key or not. */
async function leaveAccount({ url, pid }: PrivateRedis, account: AccountName): Promise<Left> {
  const key = account === 'sealed' ? { DISPARO_DATA_KEY: dataKey } : undefined
  const { env } = stackOptions
  const stack = await startStackOn(
    { url, pid, stop: async () => undefined },
    {
      ...stackOptions,
      names: [account],
      env: { ...env, producer: { ...key }, worker: { ...env.worker, ...key } },
    },
  )
  try {
    return await (account === 'xml' ? leaveXml : leaveRest)(stack, account)
  } finally {
    await stack.stop()
  }
}

async function saveFile({ url, folder }: PrivateRedis, path: string): Promise<void> {
  const client = new Redis(url)
  try {
    for (const key of await client.keys('*')) {
      const at = await client.pexpiretime(key)
      if (at > 0) await client.pexpireat(key, at + delayMs)
    }
    await client.save()
    await copyFile(join(folder, 'dump.rdb'), path)
  } finally {
    client.disconnect()
  }
}
