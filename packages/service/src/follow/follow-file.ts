import { dirname } from 'node:path'
import { ConfigurationError } from '@disparo/core/internal/account'
import type { LogLine } from '../log/index.js'
import { watchFolder } from './watch-folder.js'

/** Where what is said of a file is told. */
export interface FollowLog {
  info(line: LogLine): void
  warn(line: LogLine): void
  error(line: LogLine): void
}

/** A file of settings, and who hears of it. */
export interface FollowedFile<Read> {
  /** Absent where there is none. */
  readonly path: string | undefined
  /** Reads all anew, secrets in files included. @throws ConfigurationError */
  readonly load: () => Promise<Read>
  /** What is not the same afterwards has changed. */
  readonly settingsOf: (read: Read) => string
  /** Why a start would fail with what can be served all the same: told, and nothing more. */
  readonly complaintOf?: (read: Read) => string | undefined
  /** What is in force. */
  readonly loaded: Read
  /** Called one at a time, with what is in force from then on. */
  readonly onChange: (read: Read) => Promise<void> | void
  readonly onWrong: (isWrong: boolean) => void
  /** Told once each: that nothing is wrong any more; why what was read changes nothing; why a start would fail with it. */
  readonly tell: {
    accepted(): void
    refused(reason: string): void
    doubtful?(reason: string): void
  }
  /** How often is looked without any sign of a change, ms. Default 5 s. */
  readonly everyMs?: number | undefined
  /** What is wrong is told once it has been so for this long, ms. Default 500: a file that is being written may be read by halves. */
  readonly confirmMs?: number | undefined
}

export interface Followed {
  /** Looks as soon as possible, as on SIGHUP. */
  look(): void
  close(): void
}

/** What is written in one go comes in several events. */
const settleMs = 100
const longestReason = 1_000

/**
 * Follows a file. A change is found by a watch on its folder, by a look every few seconds for what that misses (a folder that is no
 * local disk, secrets in files), and when asked. What cannot be read, or is not valid, changes nothing: it is told once, until something
 * else is wrong or it is right again.
 */
export function followFile<Read>(file: FollowedFile<Read>): Followed {
  const { load, settingsOf, onChange, onWrong, tell, complaintOf = () => undefined, confirmMs = 500 } = file
  let inForce = settingsOf(file.loaded)
  let told = complaintOf(file.loaded)
  let suspectedAt: number | undefined
  let [isLooking, isAsked, isClosed] = [false, false, false]
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  onWrong(told !== undefined)

  const judge = (problem: string | undefined, tellOf: (reason: string) => void) => {
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
    if (problem === undefined) tell.accepted()
    else tellOf(problem.length > longestReason ? `${problem.slice(0, longestReason)}…` : problem)
  }

  const look = async () => {
    try {
      const loaded = await load()
      if (isClosed) return
      judge(complaintOf(loaded), (reason) => tell.doubtful?.(reason))
      const next = settingsOf(loaded)
      if (next === inForce) return
      inForce = next
      await onChange(loaded)
    } catch (error) {
      if (isClosed) return
      const reason = error instanceof ConfigurationError ? error.message : `unforeseen: ${String(error)}`
      judge(reason, tell.refused)
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

  const folder = file.path === undefined ? undefined : watchFolder(dirname(file.path), () => soon(settleMs))
  const now = () => {
    if (isClosed) return
    folder?.renew()
    void run()
  }
  const slow = setInterval(now, file.everyMs ?? 5_000)
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
