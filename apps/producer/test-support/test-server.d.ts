import { type AccountSettings, type ConnectOptions, type Disparo } from '@disparo/core'
import { type AuthenticatorOptions } from '../src/access/authenticator.js'
import { type AppOptions } from '../src/app.js'
import { type TestUser } from './test-user.js'
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: any
}
export interface TestServer {
  readonly url: string
  readonly account: string
  readonly disparo: Disparo
  /** What was logged, a line an object. */
  readonly log: Record<string, unknown>[]
  /** Asks as the right user, unless the headers say otherwise; `path` begins below the account. */
  call(method: 'GET' | 'POST', path: string, options?: CallOptions): Promise<Answer>
  close(): Promise<void>
}
export interface TestServerOptions extends Pick<ConnectOptions, 'onStatus'> {
  readonly redis?: string
  readonly quota?: AccountSettings['quota']
  /** Default: there is one, as far as anybody can see. */
  readonly hasWorker?: boolean
  /** Default: nothing is sealed. */
  readonly dataKey?: string
  /** More users, who may know the name of the door's account. */
  readonly users?: (account: string) => readonly TestUser[]
  readonly authenticator?: AuthenticatorOptions
}
export interface CallOptions {
  readonly body?: unknown
  readonly type?: string
  readonly headers?: Record<string, string>
}
export declare const user = 'tests'
export declare const password = 'a-secret-for-tests'
/** The user that every door knows, who may do everything. */
export declare const authorization: string
/** A producer on a free port, with an account of its own in the Redis of the test run, removed at the end. */
export declare function startTestServer(
  options?: Partial<
    Pick<
      AppOptions,
      | 'bodyLimitBytes'
      | 'batchLimitBytes'
      | 'trustedProxies'
      | 'maxConnections'
      | 'onUntrustedProxy'
      | 'slowBodies'
    >
  > &
    TestServerOptions,
): Promise<TestServer>
export declare function ask(url: string, method: 'GET' | 'POST', call?: CallOptions): Promise<Answer>
/** Removes all that an account has in Redis. */
export declare function forget(redisUrl: string, account: string): Promise<void>
//# sourceMappingURL=test-server.d.ts.map
