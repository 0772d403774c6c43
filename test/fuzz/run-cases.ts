import { inspect } from 'node:util'
import fc from 'fast-check'

interface CasesOptions<Case> {
  readonly cases: number
  readonly seed: number
  readonly arbitrary: fc.Arbitrary<Case>
  /** Judges cases that come at the same time; throws when one breaks a promise. */
  readonly judge: (cases: readonly Case[]) => Promise<void>
  /** Called now and then with how many were judged. */
  readonly onProgress?: (judged: number) => void
}

const mostAtOnce = 32
const runsARound = 50
const shownBytes = 400

/**
 * Generates and judges at least `cases` cases, up to 32 at a time, in rounds of growing seeds (so that a failing one
 * can be run alone).
 * @returns how many there were
 * @throws Error with the smallest failing cases and the seed; its `cause` is what `judge` threw
 */
export async function runCases<Case>(options: CasesOptions<Case>): Promise<number> {
  const { cases, arbitrary, judge, onProgress } = options
  const together = fc.array(arbitrary, { minLength: 1, maxLength: mostAtOnce, size: 'max' })
  let judged = 0
  for (let round = 0; judged < cases; round++) {
    let inRound = 0
    const property = fc.asyncProperty(together, async (some) => {
      await judge(some)
      inRound += some.length
    })
    const numRuns = Math.min(runsARound, Math.ceil((cases - judged) / (mostAtOnce / 2)))
    const run = await fc.check(property, { numRuns, seed: options.seed + round })
    if (run.failed) {
      const { counterexample, errorInstance: cause } = run
      const broken = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`--seed ${run.seed} breaks a promise: ${broken}\n${shown(counterexample?.[0])}`, {
        cause,
      })
    }
    judged += inRound
    onProgress?.(judged)
  }
  return judged
}

/** Cases for a person to read: bytes as text. */
function shown(cases: readonly unknown[] = []): string {
  const readable = (value: unknown): unknown => {
    if (Buffer.isBuffer(value)) return value.toString('latin1', 0, shownBytes)
    if (typeof value === 'string') return value.slice(0, shownBytes)
    if (Array.isArray(value)) return value.map(readable)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]))
  }
  return cases.map((each) => inspect(readable(each), { depth: 5 })).join('\n')
}
