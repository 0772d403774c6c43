import { request } from 'undici'
import { z } from 'zod'
import { startApp } from '../../stack/start-app.js'
import type { PastTraffic } from './timeline.js'

/** What has come since it started. */
export const Seen = z.object({
  messages: z.int(),
  urgent: z.array(z.object({ to: z.string(), arrivedAt: z.number() })),
  pages: z.int(),
  /** Of windows that ended more than an hour before: of messages that the ledger has as counts only. */
  oldPages: z.int(),
  items: z.int(),
  refused: z.int(),
})
export type Seen = z.infer<typeof Seen>

export interface ReportUpstream {
  readonly url: string
  readonly pid: number
  /** Every account has sent this before, and nothing else. */
  setPast(past: PastTraffic): Promise<void>
  seen(): Promise<Seen>
  stop(): Promise<unknown>
}

/** Starts the stand-in for Hi Platform that has a report, as a process of its own. */
export async function startReportUpstream(): Promise<ReportUpstream> {
  const app = await startApp({
    name: 'report upstream',
    entry: 'test/dist/bench/processes/report-upstream.js',
  })
  const url = app.url ?? ''
  return {
    url,
    pid: app.pid,
    setPast: async (past) => {
      const { body } = await request(`${url}/past`, { method: 'PUT', body: JSON.stringify(past) })
      await body.dump()
    },
    seen: async () => {
      const { body } = await request(`${url}/seen`)
      return Seen.parse(await body.json())
    },
    stop: () => app.stop(),
  }
}
