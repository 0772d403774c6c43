import { expect, it } from 'vitest'
import { QUICK } from './sizes.js'
import { measureSteady } from './steady.js'

it('runs accounts at their limit with a past behind them, and reckons what they take', async () => {
  const said: string[] = []
  const results = await measureSteady({
    sizes: { ...QUICK, steady: { warmUpS: 3, windowS: 6, idleS: 1, sampleS: 2, entriesMinutes: 1 } },
    steady: { accounts: [2], historyHours: 2, cluster: false },
    say: (line) => void said.push(line),
  })
  const figures = new Map(results.map(({ name, ours }) => [name.replace(/^.*?: /, ''), ours.median]))
  for (const [name, value] of figures) expect(value, name).not.toBeNaN()
  for (const name of ['accounts a core', 'sent by each a minute', 'AOF, for 1,000 messages'])
    expect(figures.get(name), name).toBeGreaterThan(0)
  // Urgent messages that did not arrive would have waited for ever.
  expect(figures.get('urgent p99 meanwhile')).toBeLessThan(Number.POSITIVE_INFINITY)
  expect(said[0]).toContain('2 accounts, 2 h')
})
