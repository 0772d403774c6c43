import { type Spread, spreadOf } from './spread.js'

/** Those who do the same: we, BullMQ alone, and BullMQ with the books that a careful user keeps by hand. */
export interface Sides<T> {
  readonly ours: T
  readonly bare: T
  readonly careful: T
}

const ORDER = ['ours', 'bare', 'careful'] as const

/**
 * Runs those there are in turn, A B C A B C …, so that whatever else the machine does in the meantime falls on all.
 * Each gives the figure of one round.
 */
export async function compareRounds<Side extends keyof Sides<unknown>>(
  contest: Pick<Sides<() => Promise<number>>, Side>,
  {
    rounds,
    onRound,
  }: { rounds: number; onRound: (round: number, figures: Pick<Sides<number>, Side>) => void },
): Promise<Pick<Sides<Spread>, Side>> {
  const sides = ORDER.filter((side): side is Side & (typeof ORDER)[number] => side in contest)
  const all: Record<keyof Sides<unknown>, number[]> = { ours: [], bare: [], careful: [] }
  for (let round = 1; round <= rounds; round++) {
    const figures = { ours: 0, bare: 0, careful: 0 }
    for (const side of sides) {
      figures[side] = await contest[side]()
      all[side].push(figures[side])
    }
    onRound(round, figures)
  }
  return Object.fromEntries(sides.map((side) => [side, spreadOf(all[side])])) as Pick<Sides<Spread>, Side>
}

/** One round, for whoever watches. */
export function roundText({ ours, bare, careful }: Sides<number>): string {
  return `${Math.round(ours)}, ${Math.round(bare)} and ${Math.round(careful)}`
}
