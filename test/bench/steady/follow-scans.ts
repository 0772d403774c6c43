import { z } from 'zod'
import type { AppProcess } from '../../stack/start-app.js'

/** What scans of the report came to: messages that they showed, and those of them of which something was new. */
export interface Scanned {
  readonly matched: number
  readonly changed: number
}

const ScanLine = z.object({ event: z.literal('report:scanned'), matched: z.int(), changed: z.int() })

/** Adds up what workers log of their scans, from now on. */
export function followScans(workers: readonly AppProcess[]): { sum(): Scanned } {
  const sum = { matched: 0, changed: 0 }
  for (const worker of workers) {
    worker.onLine((line) => {
      if (!line.includes('report:scanned')) return
      const { matched, changed } = ScanLine.parse(JSON.parse(line))
      sum.matched += matched
      sum.changed += changed
    })
  }
  return { sum: () => ({ ...sum }) }
}
