/** Redis could not be reached, or could not take the command. Whether it was carried out is not known: repeat it with the same key. */
export class RedisUnavailableError extends Error {
  readonly code = 'REDIS_UNAVAILABLE'

  constructor(options?: ErrorOptions) {
    super(
      'Redis is not available: nothing may have been enqueued. Try again with the same idempotency key.',
      options,
    )
    this.name = 'RedisUnavailableError'
  }
}
