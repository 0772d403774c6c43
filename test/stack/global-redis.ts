import type { TestProject } from 'vitest/node'
import { setRedisUrl } from './config.js'
import { startTestRedis } from './start-test-redis.js'

/**
 * One Redis for the whole run of the tests; a test file gets at it by `inject('redisUrl')`. Where it is a container,
 * it is the stacks' as well, as that of REDIS_URL would be.
 */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startTestRedis()
  if (redis.pid === undefined) setRedisUrl(redis.url)
  project.provide('redisUrl', redis.url)
  project.provide('programsRedisUrl', `${redis.url}/9`)
  return () => redis.stop()
}
