import type { AccountStats } from '@disparo/service/stats'
import { Gauge, type Registry } from 'prom-client'
import { accountGauges } from './account-gauges.js'

/** What was read of an account; without figures where it could not be. */
export interface AccountReading {
  readonly account: string
  readonly stats?: AccountStats
}

/**
 * Registers what is read from Redis when somebody scrapes. Of an account that cannot be read then all gauges are absent but
 * `disparo_account_up`, which is 0.
 */
export function registerAccountGauges(
  registry: Registry,
  readings: () => Promise<readonly AccountReading[]>,
): void {
  new Gauge({
    name: 'disparo_account_up',
    help: 'Whether the account can be read from Redis (1), or not (0) and nothing else is told of it.',
    labelNames: ['account'],
    registers: [registry],
    async collect() {
      const known = await readings()
      this.reset()
      for (const { account, stats: figures } of known) this.set({ account }, figures ? 1 : 0)
    },
  })
  for (const { name, help, labels = [], of } of accountGauges) {
    new Gauge({
      name,
      help,
      labelNames: ['account', ...labels],
      registers: [registry],
      async collect() {
        const known = await readings()
        this.reset()
        for (const { account, stats: figures } of known) {
          for (const [value, own] of figures ? of(figures) : []) this.set({ account, ...own }, value)
        }
      },
    })
  }
}
