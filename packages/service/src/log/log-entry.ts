/** A line's level, as pino names it. `fatal` and `trace` are not used. */
type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What one kind of line says. docs/log-events.md is printed from these. */
export interface LogEntry {
  readonly by: readonly ('producer' | 'worker')[]
  /** More than one where it depends on what happened. */
  readonly levels: readonly LogLevel[]
  /** Those of its own; what all lines have besides is in docs/log-events.md. Ids, codes, counts and times, never a person. */
  readonly fields: readonly string[]
  readonly meaning: string
  /** What somebody who reads the line does about it. */
  readonly action: string
}

/** What needs nobody. */
export const nothing = 'Nothing.'

export const producer = ['producer'] as const
export const worker = ['worker'] as const
