import type { AppProcess } from './start-app.js'

export type LogLine = Readonly<Record<string, unknown>>

/** What programs log from now on, as it comes; lines that are no JSON are kept as `{ text }`. */
export function collectLines(apps: readonly Pick<AppProcess, 'onLine'>[]): readonly LogLine[] {
  const lines: LogLine[] = []
  for (const app of apps) app.onLine((line) => void lines.push(parsed(line)))
  return lines
}

/** How many of the lines are of this event. */
export function countOf(lines: readonly LogLine[], event: string): number {
  return lines.filter((line) => line.event === event).length
}

function parsed(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine
  } catch {
    return { text: line }
  }
}
