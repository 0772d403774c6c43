import { planScan } from '@disparo/core/reconcile'
import { createRoundRobin } from './reconcile/round-robin.js'
import { simulate } from './reconcile/simulate.js'
import { simulateTraffic } from './reconcile/traffic.js'

export function tune(): void {
  const late = Number(process.env.LATE ?? 10_000)
  const days = Number(process.env.DAYS ?? 3)
  const traffic = simulateTraffic({ days, perMinute: 500, sliceMs: 30_000, seed: 1 })
  const settings = {
    pageTakesMs: 500,
    pageSize: 1000,
    maxAgeMs: 72 * 3_600_000,
    earlyMs: 2_000,
    lateMs: late,
  }
  for (const [name, planner] of [
    ['planned', planScan],
    ['robin', createRoundRobin(late > 30000 ? 2 : 3)],
  ] as const) {
    const result = simulate(traffic, planner, settings)
    console.log(
      name,
      JSON.stringify(result),
      (result.received.sumMs + result.read.sumMs) / (result.received.count + result.read.count) / 1000,
    )
  }
}
if (process.env.TUNE) tune()
