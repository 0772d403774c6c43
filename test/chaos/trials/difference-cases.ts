import { countsOf } from '../result.js'
import type { Case, CaseDone, CaseInput } from './cases.js'
import type { Difference, Scale } from './difference.js'
import { type DoubtsDone, sendThroughResets } from './doubts.js'
import { times } from './tenant-stack.js'

/** Each difference meets accounts with and without `uniqueLabel`. */
export function differenceCases(differences: readonly Difference[]): Case[] {
  return differences.flatMap((difference) =>
    [false, true].map((uniqueLabel) => ({
      name: uniqueLabel ? `${difference.name}, uniqueLabel` : difference.name,
      settings: { uniqueLabel },
      run: (input: CaseInput) => carryOut(difference, uniqueLabel, input),
    })),
  )
}

/** Of a campaign: no other one's message has its recipients. */
const ROOM = 50_000

async function carryOut(
  { manner, next, isDouble = false, mayRest = [], mayRestUnlabelled = [] }: Difference,
  uniqueLabel: boolean,
  input: CaseInput,
): Promise<CaseDone> {
  const campaigns = next ? [manner, next] : [manner]
  const messages = Math.round(input.messages / campaigns.length)
  const minuteMs = input.seconds * 1_000
  const done: DoubtsDone[] = []
  for (const [n, mannerOf] of campaigns.entries()) {
    const scale: Scale = { minuteMs, messages }
    done.push(
      await sendThroughResets({
        ...{ isDouble, account: input.account, messages, seed: input.seed },
        first: input.first + n * ROOM,
        manner: mannerOf(scale),
        mayRest: uniqueLabel ? mayRest : [...mayRest, ...mayRestUnlabelled],
        watchMs: minuteMs + times.requestTimeoutMs + times.dispatchLagMs,
      }),
    )
  }
  return judged(done, input)
}

function judged(done: readonly DoubtsDone[], { say }: CaseInput): CaseDone {
  const beliefs = done.flatMap((each) => each.beliefs)
  // Counted since the account began: the last one has all.
  const arrivals = done.at(-1)?.arrivals ?? new Map()
  const reasons = done.flatMap(({ waiting }) => waiting)
  const waiting = [...new Set(reasons)].map(
    (each) => `${reasons.filter((one) => one === each).length} ${each}`,
  )
  const { lost, duplicates, unresolved } = countsOf({ beliefs }, arrivals)
  const rest = beliefs.filter(({ state }) => state === 'resting').length
  say(
    `${lost} lost, ${duplicates} twice, ${unresolved} in doubt; left to wait: ${waiting.join(', ') || 'none'}`,
  )
  return {
    beliefs,
    arrivals,
    figures: [
      { name: 'lost, twice or in doubt', value: lost + duplicates + unresolved, unit: '', atMost: 0 },
      ...(rest > 0 ? [{ name: 'rest', value: rest, unit: 'messages' }] : []),
    ],
  }
}
