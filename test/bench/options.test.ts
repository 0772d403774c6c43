import { describe, expect, it } from 'vitest'
import { parseOptions } from './options.js'

describe('parseOptions', () => {
  it('measures all but what takes minutes', () => {
    expect(parseOptions([])).toEqual({
      measurements: ['enqueue', 'http', 'csv', 'dispatch', 'memory', 'reconcile', 'import'],
      windows: 'sliding',
      steady: { cluster: false },
      sealed: false,
      quick: false,
      json: false,
      help: false,
    })
  })

  it('measures what is asked for, once', () => {
    const { measurements } = parseOptions(['--only', 'large-csv', '--only', 'import', '--only', 'large-csv'])
    expect(measurements).toEqual(['large-csv', 'import'])
  })

  it('takes all that users pay for by one word, and how many accounts there are', () => {
    const { measurements, steady } = parseOptions(['--only', 'all', '--accounts', '2,20', '--history', '1'])
    expect(measurements).toEqual(
      expect.arrayContaining(['steady', 'message-cost', 'dispatch', 'enqueue', 'http', 'csv']),
    )
    expect(steady).toEqual({ accounts: [2, 20], historyHours: 1, cluster: false })
  })

  it.each([
    [['--accounts', '0']],
    [['--accounts', '1,x']],
    [['--history', '72h']],
    [['--only', 'speed']],
    [['--fast']],
    [['memory']],
    [['--windows', 'round']],
  ])('refuses %j', (args) => {
    expect(() => parseOptions(args)).toThrow(TypeError)
  })
})
