import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'
import type { Words } from './words/index.js'

/** Whether a command waits for its batch, and how long at most. */
export interface WaitOptions {
  readonly wait?: boolean
  /** Such as `90s`, `30m` or `2h`. */
  readonly waitTimeout?: string
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const

/** @returns how long to wait at most, ms; `undefined`: as long as it takes */
export function readWait({ wait = false, waitTimeout }: WaitOptions, { batches }: Words): number | undefined {
  if (waitTimeout === undefined) return undefined
  if (!wait) throw wrong(batches.waitWithout)
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(waitTimeout) ?? []
  if (count === undefined) throw wrong(batches.waitWrong)
  return Number(count) * unitMs[unit as keyof typeof unitMs]
}

function wrong(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
