import { describe, expect, it } from 'vitest'
import { type FileResult, summaryLines } from './summary-reporter.js'

const file = (over: Partial<FileResult>): FileResult => ({
  path: 'a.test.ts',
  ms: 1_000,
  states: ['passed'],
  broken: 0,
  ...over,
})

describe('closingLines', () => {
  it('names the ten slowest files, the slowest first', () => {
    const files = Array.from({ length: 12 }, (_, n) => file({ path: `${n}.test.ts`, ms: n * 1_000 }))
    const lines = summaryLines(files, 0)
    expect(lines.slice(1, 3)).toEqual(['    11.0 s  11.test.ts', '    10.0 s  10.test.ts'])
    expect(lines).toHaveLength(13)
  })

  it('ends with what came of all tests', () => {
    const files = [file({ states: ['passed', 'failed', 'skipped'] }), file({ states: ['passed', 'pending'] })]
    expect(summaryLines(files, 0).at(-1)).toBe('2 passed, 1 failed, 2 skipped')
  })

  it('counts what could not be loaded or prepared, and an error outside of tests, as failed', () => {
    expect(summaryLines([file({ states: [], broken: 1 })], 2).at(-1)).toBe('0 passed, 3 failed, 0 skipped')
  })
})
