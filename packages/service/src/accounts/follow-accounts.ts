import { dirname } from 'node:path'
import { ConfigurationError } from '@disparo/core/internal/account'
import { settingsHash } from './settings-hash.js'
import { watchFolder } from './watch-folder.js'

/** What is configured now, in plain values: what is not the same afterwards has changed. */
export interface Loaded {
  /** Why a start would fail with them, though they can be served: told, and nothing more. */
  readonly complaint?: string | undefined
}

interface FollowOptions<Configured extends Loaded> {
  /** The file of accounts; absent where there is none. */
  readonly path: string | undefined
  /** Reads all anew, secrets in files included. @throws ConfigurationError */
  readonly load: () => Promise<Configured>
  /** What is in force. */
  readonly loaded: Configured
  /** Called one at a time, with what is in force from then on. */
  readonly onChange: (loaded: Configured) => Promise<void> | void
  readonly onWrong: (isWrong: boolean) => void
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
  /** How often is looked without any sign of a change, ms. Default 5 s. */
  readonly everyMs?: number
  /** What is wrong is told once it has been so for this long, ms. Default 500: a file that is being written may be read by halves. */
  readonly confirmMs?: number
}

interface Log {
  info(fields: object): void
  warn(fields: object): void
  error(fields: object): void
}

interface FollowedAccounts {
  /** Looks as soon as possible, as on SIGHUP. */
  look(): void
  close(): void
}

/** What is written in one go comes in several events. */
const settleMs = 100
const longestReason = 1_000

/**
 * Follows the configured accounts. A change is found by a watch on the file's folder, by a look every few seconds for what
 * that misses (a folder that is no local disk, secrets in files), and when asked. What cannot be read, or is not valid,
 * changes nothing: it is told once, as `accounts:refused`, until something else is wrong or it is right again.
 */
export function followAccounts<Configured extends Loaded>(
  options: FollowOptions<Configured>,
): FollowedAccounts {
  const { load, onChange, onWrong, log, confirmMs = 500 } = options
  const settings = (loaded: Configured) => settingsHash({ ...loaded, complaint: undefined })
  let inForce = settings(options.loaded)
  let told = options.loaded.complaint
  let suspectedAt: number | undefined
  let [isLooking, isAsked, isClosed] = [false, false, false]
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  onWrong(told !== undefined)

  const judge = (problem: string | undefined, tell: (reason: string) => void) => {
    if (problem === told) {
      suspectedAt = undefined
      return
    }
    if (problem !== undefined) {
      suspectedAt ??= performance.now()
      const leftMs = suspectedAt + confirmMs - performance.now()
      if (leftMs > 0) return soon(leftMs)
    }
    suspectedAt = undefined
    told = problem
    onWrong(problem !== undefined)
    if (problem === undefined) log.info({ event: 'accounts:accepted' })
    else tell(problem.length > longestReason ? `${problem.slice(0, longestReason)}…` : problem)
  }

  const look = async () => {
    try {
      const loaded = await load()
      if (isClosed) return
      judge(loaded.complaint, (reason) => log.warn({ event: 'accounts:doubtful', reason, hint: startHint }))
      const next = settings(loaded)
      if (next === inForce) return
      inForce = next
      await onChange(loaded)
    } catch (error) {
      if (isClosed) return
      const reason = error instanceof ConfigurationError ? error.message : `unforeseen: ${String(error)}`
      judge(reason, (reason) => log.error({ event: 'accounts:refused', reason, hint: refusedHint }))
    }
  }
  const run = async () => {
    isAsked = true
    if (isLooking) return
    isLooking = true
    while (isAsked && !isClosed) {
      isAsked = false
      await look()
    }
    isLooking = false
  }
  const soon = (ms: number) => {
    const at = performance.now() + ms
    if (isClosed || at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => {
      dueAt = Number.POSITIVE_INFINITY
      void run()
    }, ms)
  }

  const folder =
    options.path === undefined ? undefined : watchFolder(dirname(options.path), () => soon(settleMs))
  const now = () => {
    if (isClosed) return
    folder?.renew()
    void run()
  }
  const slow = setInterval(now, options.everyMs ?? 5_000)
  return {
    look: now,
    close: () => {
      isClosed = true
      clearInterval(slow)
      clearTimeout(timer)
      folder?.close()
    },
  }
}

const refusedHint = 'Nothing has changed: the accounts read before go on. A start would fail with this.'
const startHint = 'The accounts are in force, but a start would fail with this.'
