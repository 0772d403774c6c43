import type { PrivateRedis } from '../stack/private-redis.js'
import type { RunningRedis } from '../stack/start-redis.js'
import {
  type Stack,
  type StackOptions,
  startOwnStack,
  startStack,
  startStackOn,
} from '../stack/start-stack.js'

/** A hundred messages a second; a window, a margin and pauses that are shorter than in life, and stand to each other as there. */
export const scaled = {
  limit: { max: 300, windowMs: 3_000 },
  account: {
    safetyMarginMs: 300,
    requestTimeoutMs: 2_000,
    outage: { closeAfter: 5, firstPauseMs: 50, longestPauseMs: 400 },
    // Where everything shares two cores, a request that was given up may yet be read seconds later.
    reconcile: { limit: { max: 600, windowMs: 60_000 }, reportLagMs: 1_000, dispatchLagMs: 3_000 },
  },
  env: {
    sandbox: {
      SANDBOX_REPORT_LIMIT_MAX: '600',
      SANDBOX_REPORT_LIMIT_WINDOW_MS: '60000',
    },
    // A killed worker's messages are given to another after two seconds, not thirty.
    worker: { WORKER_LOCK_MS: '2000' },
  },
} as const satisfies StackOptions

/** The test that a thing is started for, and stopped with: tests that run at the same time must say which. */
export interface Lifetime {
  onTestFinished(end: () => void | Promise<void>): void
}

/** The scaled stack with changes; it is stopped when the test has finished. */
export async function startScaledStack(test: Lifetime, over: StackOptions = {}): Promise<Stack> {
  const stack = await startStack(merged(over))
  test.onTestFinished(() => stack.stop())
  return stack
}

/** The same, with a Redis that may be crashed. */
export async function startScaledOwnStack(
  test: Lifetime,
  over: StackOptions = {},
): Promise<Stack<PrivateRedis>> {
  const stack = await startOwnStack(merged(over))
  test.onTestFinished(() => stack.stop())
  return stack
}

/** The same on a Redis that was started before, and is stopped with the stack. */
export async function startScaledStackOn<R extends RunningRedis>(
  test: Lifetime,
  redis: R,
  over: StackOptions = {},
): Promise<Stack<R>> {
  const stack = await startStackOn(redis, merged(over))
  test.onTestFinished(() => stack.stop())
  return stack
}

function merged(over: StackOptions): StackOptions {
  return {
    ...scaled,
    ...over,
    account: { ...scaled.account, ...over.account },
    env: {
      sandbox: { ...scaled.env.sandbox, ...over.env?.sandbox },
      worker: { ...scaled.env.worker, ...over.env?.worker },
      producer: { ...over.env?.producer },
    },
  }
}
