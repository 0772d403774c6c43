import { type Spread, spreadOf } from './spread.js'

/** Those who do the same: we, BullMQ alone, and BullMQ with the books that a careful user keeps by hand. */
export interface Sides<T> {
  readonly ours: T
  readonly bare: T
  readonly careful: T
}

const ORDER = ['ours', 'bare', 'careful'] as const

/**
 * Runs all of them in turn, A B C A B C …, so that whatever else the machine does in the meantime falls on all.
 * Each gives the figure of one round.
 */
export async function compareRounds(
  contest: Sides<() => Promise<number>>,
  { rounds, onRound }: { rounds: number; onRound: (round: number, figures: Sides<number>) => void },
): Promise<Sides<Spread>> {
  const all: Record<keyof Sides<unknown>, number[]> = { ours: [], bare: [], careful: [] }
  for (let round = 1; round <= rounds; round++) {
    const figures = { ours: 0, bare: 0, careful: 0 }
    for (const side of ORDER) {
      figures[side] = await contest[side]()
      all[side].push(figures[side])
    }
    onRound(round, figures)
  }
  return { ours: spreadOf(all.ours), bare: spreadOf(all.bare), careful: spreadOf(all.careful) }
}

/** One round, for whoever watches. */
export function roundText({ ours, bare, careful }: Sides<number>): string {
  return `${Math.round(ours)}, ${Math.round(bare)} and ${Math.round(careful)}`
}
