import type { ProducerAddress, ProducerClient } from './producer-client.js'
import type { SandboxAddress, SandboxClient } from './sandbox-client.js'
import type { AppProcess } from './start-app.js'
import type { RunningRedis } from './start-redis.js'

type AccountSettings = Readonly<Record<string, unknown>>

export interface StackOptions {
  /** Default 1. */
  readonly workers?: number
  /** Default 500 per 60,000 ms. The sandbox enforces it, as a sliding window, and the account is told of it. */
  readonly limit?: { readonly max: number; readonly windowMs: number }
  /** Accounts that differ by their names, and by `accounts`; the first is the stack's own. Default: one, with a name of its own. */
  readonly names?: readonly [string, ...string[]]
  /** More settings of every account, e.g. `safetyMarginMs`; see `Account` of `@disparo/core/internal/account`. */
  readonly account?: AccountSettings | ((sandbox: SandboxAddress, name: string) => AccountSettings)
  /** What is different for some of `names`: settings by name. */
  readonly accounts?: Readonly<Record<string, AccountSettings>>
  /** Its programs are started as they are built, also where tests link them. */
  readonly asBuilt?: boolean
  /** More variables for one kind of program. */
  readonly env?: Partial<
    Readonly<Record<'sandbox' | 'producer' | 'worker', Readonly<Record<string, string>>>>
  >
}

/** Producer and workers, before whatever their accounts lead to. */
export interface Programs {
  /** Its user may send by every account. */
  readonly producer: Omit<ProducerAddress, 'account'> & { readonly process: AppProcess }
  /** Those started so far, also the ones that have ended. */
  readonly workers: readonly AppProcess[]
  /** The path for DISPARO_ACCOUNTS, and every variable that a worker gets. */
  readonly accountsFile: string
  readonly workerEnv: Readonly<Record<string, string>>
  startWorker(env?: Readonly<Record<string, string>>): Promise<AppProcess>
}

export interface Stack<R extends RunningRedis = RunningRedis> extends Programs {
  /** The account that `producer` sends by; with a name of its own for every stack, if it is not given one. */
  readonly account: string
  readonly redis: R
  readonly sandbox: SandboxAddress &
    SandboxClient & { readonly configId: string; readonly process: AppProcess }
  readonly producer: ProducerAddress & ProducerClient & { readonly process: AppProcess }
  /** Workers first, then producer, sandbox, Redis. Safe to call twice. */
  stop(): Promise<void>
}
