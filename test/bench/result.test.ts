import { describe, expect, it } from 'vitest'
import { isMet, type Result, ratioOf } from './result.js'
import { resultsTable } from './results-table.js'
import { spreadOf } from './spread.js'

const dispatch: Result = {
  name: 'dispatch',
  unit: 'messages/s',
  ours: spreadOf([5000, 6000, 9000]),
  bare: spreadOf([8000, 10_000, 11_000]),
  aim: { kind: 'ratio-at-least', value: 0.6 },
}
const settled: Result = {
  name: 'settled',
  unit: 'bytes',
  ours: spreadOf([601]),
  aim: { kind: 'at-most', value: 600 },
}

describe('a result', () => {
  it('compares the medians', () => {
    expect(ratioOf(dispatch)).toBe(0.6)
    expect(ratioOf(settled)).toBeUndefined()
  })

  it('meets an aim that it just reaches, and misses one by the least', () => {
    expect(isMet(dispatch)).toBe(true)
    expect(isMet({ ...dispatch, ours: spreadOf([5999]) })).toBe(false)
    expect(isMet(settled)).toBe(false)
    expect(isMet({ ...settled, ours: spreadOf([600]) })).toBe(true)
  })

  it('meets an aim that is of both others only where it reaches both', () => {
    const aim = { kind: 'ratio-at-least', value: 0.6, careful: 1 } as const
    const both = { ...dispatch, careful: spreadOf([6000]), aim }
    expect(isMet(both)).toBe(true)
    expect(isMet({ ...both, careful: spreadOf([6001]) })).toBe(false)
    expect(isMet({ ...dispatch, aim })).toBe(false)
  })

  it('without an aim, or without a bare one to be compared with, neither meets nor misses it', () => {
    const { aim: _, ...aimless } = settled
    const { bare: __, ...alone } = dispatch
    expect(isMet(aimless)).toBeUndefined()
    expect(isMet(alone)).toBeUndefined()
  })
})

describe('resultsTable', () => {
  it('shows medians with their spread, the ratio, and the aim with its verdict', () => {
    const cells = resultsTable([dispatch, settled])
      .split('\n')
      .filter((line) => line.startsWith('│'))
      .map((line) => line.split('│').map((cell) => cell.trim()))
    expect(cells[1]).toEqual([
      '',
      'dispatch, messages/s',
      '6,000 (5,000 to 9,000)',
      '10,000 (8,000 to 11,000)',
      '0.60',
      '',
      '',
      'ratio ≥ 0.6',
      'ok',
      '',
    ])
    expect(cells[2]).toEqual(['', 'settled, bytes', '601', '', '', '', '', '≤ 600 bytes', 'missed', ''])
  })
})
