/** The line to a Redis, which a test can cut and mend. */
export interface RedisProxy {
  readonly url: string
  disconnect(): Promise<void>
  reconnect(): Promise<void>
}
/** Passes bytes between a port of its own and the Redis at `target`. */
export declare function startRedisProxy(target: string): Promise<RedisProxy>
//# sourceMappingURL=redis-proxy.d.ts.map
