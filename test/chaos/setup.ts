import { randomBytes } from 'node:crypto'
import type { PrivateRedis } from '../stack/private-redis.js'
import { type SandboxClient, sandboxClient } from '../stack/sandbox-client.js'
import { type AppProcess, startApp } from '../stack/start-app.js'
import { startOwnRedis } from '../stack/start-redis.js'

/** What all steps stand on: one Redis, and one sandbox, whose arrivals are the truth. */
export interface ChaosSetup {
  readonly redis: PrivateRedis
  readonly sandbox: SandboxClient & {
    readonly port: number
    readonly username: string
    readonly password: string
    readonly configId: string
  }
  /** A recipient nobody else has, so that what arrived there can have been sent by one message only. */
  nextRecipient(): string
  end(): Promise<void>
}

/** As much more than Hi Platform's as everything here is faster. */
export const REPORT_LIMIT = { max: 600, windowMs: 60_000 }
const PLENTY = '1000000'
const FIRST_RECIPIENT = 5_511_900_000_001

export async function openChaosSetup(seed: number): Promise<ChaosSetup> {
  const redis = await startOwnRedis()
  let process: AppProcess | undefined
  const end = async () => {
    await process?.stop()
    await redis.stop()
  }
  try {
    const who = { username: 'sandbox', password: randomBytes(24).toString('base64url'), configId: 'sandbox' }
    process = await startApp({
      name: 'sandbox',
      entry: 'apps/sandbox/dist/main.js',
      env: {
        SANDBOX_PORT: '0',
        SANDBOX_USERNAME: who.username,
        SANDBOX_PASSWORD: who.password,
        SANDBOX_CONFIG_IDS: who.configId,
        SANDBOX_LIMIT_MAX: PLENTY,
        SANDBOX_REPORT_LIMIT_MAX: PLENTY,
        SANDBOX_TIME_SCALE: '1000',
        SANDBOX_SEED: `${seed}`,
      },
    })
    const url = process.url as string
    let recipient = FIRST_RECIPIENT
    return {
      redis,
      sandbox: { ...who, ...sandboxClient({ url, ...who }), port: Number(new URL(url).port) },
      nextRecipient: () => `${recipient++}`,
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}
