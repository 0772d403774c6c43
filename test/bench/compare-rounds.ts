import { type Spread, spreadOf } from './spread.js'

export interface Comparison {
  readonly ours: Spread
  readonly bare: Spread
}

/**
 * Runs both in turn, A B A B …, so that whatever else the machine does in the meantime falls on both.
 * Each gives the figure of one round.
 */
export async function compareRounds(
  contest: { readonly ours: () => Promise<number>; readonly bare: () => Promise<number> },
  { rounds, onRound }: { rounds: number; onRound: (round: number, ours: number, bare: number) => void },
): Promise<Comparison> {
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 1; round <= rounds; round++) {
    const our = await contest.ours()
    const other = await contest.bare()
    ours.push(our)
    bare.push(other)
    onRound(round, our, other)
  }
  return { ours: spreadOf(ours), bare: spreadOf(bare) }
}
