/**
 * Redis could not be reached, or could not take the command. Whether it was carried out is not known: repeat it with the
 * same key. `cause`, where it is known, says by its `code` why there is no connection.
 */
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
