import { describe, expect, it } from 'vitest'
import { compareRounds } from './compare-rounds.js'

describe('compareRounds', () => {
  it('runs all in turn, so that neither has the quiet half of the time', async () => {
    const order: string[] = []
    const side = (name: string, figures: number[]) => async () => {
      order.push(name)
      return figures.shift() ?? Number.NaN
    }
    const comparison = await compareRounds(
      {
        ours: side('ours', [1, 2, 3]),
        bare: side('bare', [30, 20, 10]),
        careful: side('careful', [4, 5, 6]),
      },
      {
        rounds: 3,
        onRound: (round, { ours, bare, careful }) => order.push([round, ours, bare, careful].join()),
      },
    )
    const sides = ['ours', 'bare', 'careful']
    expect(order).toEqual([...sides, '1,1,30,4', ...sides, '2,2,20,5', ...sides, '3,3,10,6'])
    expect(comparison.careful.median).toBe(5)
    expect(comparison.ours).toEqual({ median: 2, min: 1, max: 3 })
    expect(comparison.bare).toEqual({ median: 20, min: 10, max: 30 })
  })
})
