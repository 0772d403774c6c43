import { readStackConfig } from './config.js'
import { type ContainerRedisOptions, startContainerRedis } from './container-redis.js'
import { NoContainerError } from './no-container-error.js'
import { type RunningRedis, startRedis } from './start-redis.js'

type TestRedisOptions = Omit<ContainerRedisOptions, 'say'> & Partial<ContainerRedisOptions>

/**
 * The Redis of the tests: that of REDIS_URL if it is set, else one in a container where Docker answers and has the image
 * or fetches it in a minute, else a local one, which keeps nothing. TEST_REDIS insists on one of the last two.
 * @throws NoContainerError only when TEST_REDIS is `container`
 * @throws NoRedisError when there is none and none can be installed
 */
export async function startTestRedis(options: TestRedisOptions = {}): Promise<RunningRedis> {
  const { REDIS_URL, TEST_REDIS } = readStackConfig()
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`))
  if (REDIS_URL === undefined && TEST_REDIS !== 'local') {
    try {
      const redis = await startContainerRedis({ ...options, say })
      say('The tests use a Redis in a container')
      return redis
    } catch (error) {
      if (TEST_REDIS === 'container' || !(error instanceof NoContainerError)) throw error
      say(`The tests use a local Redis. ${error.message}`)
    }
  }
  return startRedis({ persistent: false, say })
}
