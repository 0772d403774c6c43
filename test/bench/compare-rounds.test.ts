import { describe, expect, it } from 'vitest'
import { compareRounds } from './compare-rounds.js'

describe('compareRounds', () => {
  it('runs both in turn, so that neither has the quiet half of the time', async () => {
    const order: string[] = []
    const side = (name: string, figures: number[]) => async () => {
      order.push(name)
      return figures.shift() ?? Number.NaN
    }
    const comparison = await compareRounds(
      { ours: side('ours', [1, 2, 3]), bare: side('bare', [30, 20, 10]) },
      { rounds: 3, onRound: (...round) => order.push(round.join()) },
    )
    expect(order).toEqual(['ours', 'bare', '1,1,30', 'ours', 'bare', '2,2,20', 'ours', 'bare', '3,3,10'])
    expect(comparison.ours).toEqual({ median: 2, min: 1, max: 3 })
    expect(comparison.bare).toEqual({ median: 20, min: 10, max: 30 })
  })
})
