import type { Words } from '../words/index.js'

/** What the doctor says. With `--json` it is English, whatever the locale. */
export type DoctorWords = Words['doctor']

/** `fail`: it does not work, or a promise of docs/guarantees.md does not hold. `skipped`: it could not be looked at from here. */
export type Level = 'ok' | 'warn' | 'fail' | 'skipped'

/** What one check came to. It may be shown to everybody: no phone number, no parameter, no secret. */
export interface Finding {
  readonly check: string
  /** Absent where it is about the whole installation. */
  readonly account?: string
  readonly level: Level
  readonly found: string
  /** What to do about it; absent where nothing is to be done. */
  readonly change?: string
}

export function ok(check: string, found: string): Finding {
  return { check, level: 'ok', found }
}

export function warn(check: string, found: string, change: string): Finding {
  return { check, level: 'warn', found, change }
}

export function fail(check: string, found: string, change: string): Finding {
  return { check, level: 'fail', found, change }
}

export function skipped(check: string, found: string, change?: string): Finding {
  return { check, level: 'skipped', found, ...(change === undefined ? {} : { change }) }
}

/** The findings of one account. */
export function ofAccount(account: string, findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, account }))
}
