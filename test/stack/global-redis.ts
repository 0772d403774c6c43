import type { TestProject } from 'vitest/node'
import { startRedis } from './start-redis.js'

/** One Redis for the whole run of the tests; a test file gets at it by `inject('redisUrl')`. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startRedis({ persistent: false })
  project.provide('redisUrl', redis.url)
  return () => redis.stop()
}
