import { cacheFor } from '@disparo/core/internal/queue'
import type { ServedStats } from '@disparo/service/stats'
import { Gauge, type Registry } from 'prom-client'

/** Both gauges of a scrape are set from one reading. */
const rememberedMs = 1_000

/** Registers who serves which account. Of one that nobody serves, and nothing waits for, nothing is told. */
export function registerServedGauges(
  registry: Registry,
  readServed: () => Promise<readonly ServedStats[]>,
): void {
  const read = cacheFor(rememberedMs, async () =>
    (await readServed()).filter(({ servedBy, waiting }) => servedBy.length > 0 || Boolean(waiting)),
  )
  const known = () => read('all').catch(() => [])
  new Gauge({
    name: 'disparo_account_served',
    help: 'Whether any worker, or producer, serves the account (1) or not (0), as all of this Redis say.',
    labelNames: ['account', 'by'],
    registers: [registry],
    async collect() {
      const accounts = await known()
      this.reset()
      for (const { name: account, servedBy } of accounts) {
        for (const by of ['worker', 'producer'] as const) {
          this.set({ account, by }, servedBy.includes(by) ? 1 : 0)
        }
      }
    },
  })
  new Gauge({
    name: 'disparo_unserved_messages',
    help: 'Messages in the lanes of an account that no worker serves, whatever they wait for; 0 where one does.',
    labelNames: ['account'],
    registers: [registry],
    async collect() {
      const accounts = await known()
      this.reset()
      for (const { name: account, servedBy, waiting } of accounts) {
        const messages = servedBy.includes('worker') ? 0 : waiting
        if (messages !== undefined) this.set({ account }, messages)
      }
    },
  })
}
