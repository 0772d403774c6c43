import { pino } from 'pino'
import { expect, test } from 'vitest'
import { logEvents } from './log-events.js'
import './open-log.js'

test('the compiler takes no line without an event, nor one of an event that is not known', () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).event) })
  log.info({ event: 'app:closed' })
  // @ts-expect-error: no such event
  log.info({ event: 'app:vanished' })
  // @ts-expect-error: which event?
  log.info({ signal: 'SIGTERM' })
  expect(lines).toEqual(['app:closed', 'app:vanished', undefined])
})

test('every event has a name like the others, and says what happened and what to do', () => {
  for (const [event, { by, levels, meaning, action }] of Object.entries(logEvents)) {
    expect(event).toMatch(/^[a-z]+:[a-z]+(-[a-z]+)*$/)
    expect([by.length, levels.length].every((length) => length > 0)).toBe(true)
    for (const sentence of [meaning, action]) expect(sentence).toMatch(/^[A-Z].*[.)]$|`$/)
  }
})
