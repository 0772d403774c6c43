/** The vocabulary of the log, which the programs' loggers are held to by the compiler, and how a program opens its own. */
export type { LogEntry } from './log-entry.js'
export { type LogEvent, logEvents } from './log-events.js'
export { type LogLine, openLog } from './open-log.js'
