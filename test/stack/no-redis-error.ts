/** No Redis is to be had on this machine. The message names the ways out. */
export class NoRedisError extends Error {
  override readonly name = 'NoRedisError'
  readonly code = 'NO_REDIS'

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `${reason} Disparo needs a Redis; any one of these will do:
  1. set REDIS_URL to one that is running, e.g. REDIS_URL=redis://127.0.0.1:6379
  2. put redis-server (or valkey-server) on the PATH
  3. let it be installed: run as root or with passwordless sudo where there is apt-get, or install Homebrew`,
      options,
    )
  }
}
