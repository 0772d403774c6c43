import { startOwnRedis } from './start-redis.js'

/** A program that starts a Redis and then does nothing: for the test that kills it. */
const { url, folder } = await startOwnRedis()
process.stdout.write(`${JSON.stringify({ url, folder })}\n`)
