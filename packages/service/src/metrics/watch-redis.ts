import { type Redis, withTimeout } from '@disparo/core/internal/redis'
import { Gauge, type Registry } from 'prom-client'

/** A scrape must not wait long for a Redis that is away. */
const answerMs = 900

/** `disparo_redis_up`: 1 when Redis answers this process, else 0, so that a scrape succeeds while it is down. */
export function watchRedis(registry: Registry, redis: Redis): void {
  new Gauge({
    name: 'disparo_redis_up',
    help: 'Whether Redis answers this process (1) or not (0).',
    registers: [registry],
    async collect() {
      const up = await withTimeout(redis, answerMs, () => redis.ping()).then(
        () => 1,
        () => 0,
      )
      this.set(up)
    },
  })
}
