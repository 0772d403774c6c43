import { callbackEvents } from './callback-events.js'
import { changeEvents } from './change-events.js'
import type { LogEntry } from './log-entry.js'
import { messageEvents } from './message-events.js'
import { programEvents } from './program-events.js'
import { reportEvents } from './report-events.js'
import { requestEvents } from './request-events.js'
import { sendingEvents } from './sending-events.js'

/** Every line that producer and worker write, by its `event`. */
export const logEvents = {
  ...programEvents,
  ...requestEvents,
  ...changeEvents,
  ...messageEvents,
  ...sendingEvents,
  ...reportEvents,
  ...callbackEvents,
} as const satisfies Record<string, LogEntry>

/** The fixed vocabulary of the log. */
export type LogEvent = keyof typeof logEvents
