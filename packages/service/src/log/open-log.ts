import { type Level, type Logger, pino } from 'pino'
import type { LogEvent } from './log-events.js'

/** A line of the log. */
export interface LogLine {
  readonly event: LogEvent
  readonly [field: string]: unknown
}

declare module 'pino' {
  /**
   * Pino's own signatures take no line without an event of the vocabulary, so that the compiler refuses others …
   * (named by `import`, which the emitted declaration keeps).
   */
  interface LogFnFields {
    event: import('./log-events.js').LogEvent
  }
  /** … and this one takes it as it is written. */
  interface LogFn {
    // biome-ignore lint/style/useShorthandFunctionType: it adds a signature to pino's own interface.
    (line: import('./open-log.js').LogLine): void
  }
}

/** The log of one program: lines of JSON on standard output, each with `app` and `pid`. */
export function openLog(app: 'producer' | 'worker', level: Level | 'silent'): Logger {
  return pino({ level, base: { app, pid: process.pid } })
}
