import { clockLua } from '../../gate/index.js'
import { defineScript } from '../../redis/index.js'
import { endUndeliverable } from '../rules/count-undeliverable.js'
import { changeSuppressionsLua } from './change.lua.js'
import { changeList } from './copies.js'
import { liftSuppressionsLua } from './lift.lua.js'
import { type LiftedBy, noteLift } from './lifts.js'
import { listNames, placeOf } from './list-names.js'
import { readSources } from './sources.js'
import { type SuppressionReason, type SuppressionSource, suppressionReasons } from './suppression.js'
import { suppressionLua } from './suppression.lua.js'
import type { SuppressionList } from './suppression-lists.js'

const script = defineScript(
  'disparoLiftSuppressions',
  clockLua,
  suppressionLua,
  changeSuppressionsLua,
  liftSuppressionsLua,
)

/** Which records are lifted. */
export interface SuppressionsToLift {
  /** Default: those of every reason. */
  readonly reasons?: readonly SuppressionReason[] | undefined
  /** Only of these sources. */
  readonly of?: ((source: SuppressionSource) => boolean) | undefined
  /** Only those added then, both within. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  /** By whom and why, which is noted. Nobody, where a program does it by itself. */
  readonly note?: LiftedBy | undefined
}

/** How many were lifted of each reason. */
export type Lifted = Readonly<Partial<Record<SuppressionReason, number>>>

const listsPerCall = 64

/** Takes a person from a list, by their number or their mark. A record of another reason, or by another source than those asked for, stays. */
export async function liftSuppressions(
  list: SuppressionList,
  whom: string | { readonly person: string },
  which: SuppressionsToLift = {},
): Promise<Lifted> {
  const marks = typeof whom === 'string' ? await marksOf(list, whom) : [whom.person]
  const terms = await termsOf(list, which)
  if (!terms) return {}
  const lifted = await changeList(list, (touched) => {
    for (const mark of marks) touched.add(placeOf(mark).name)
    return lift(list, [...terms, 'marks', ...marks])
  })
  // Else the next failure would be the third again.
  if (lifted['invalid-number']) {
    await endUndeliverable(list.redis, list.keys, { marks, at: Date.now() })
  }
  if (which.note) await noteLift(list, which.note, { lifted, persons: marks })
  return lifted
}

/** Takes everybody from a list whose records are asked for. Interrupted, it has lifted a part: repeat it. */
export async function liftAll(list: SuppressionList, which: SuppressionsToLift): Promise<Lifted> {
  const terms = await termsOf(list, which)
  const lifted: Partial<Record<SuppressionReason, number>> = {}
  if (!terms) return lifted
  await changeList(list, async (touched) => {
    for (const names of listNames(listsPerCall)) {
      const some = Object.entries(await lift(list, [...terms, 'lists', ...names]))
      if (some.length > 0) for (const name of names) touched.add(name)
      for (const [reason, count] of some as [SuppressionReason, number][]) {
        lifted[reason] = (lifted[reason] ?? 0) + count
      }
    }
  })
  if (which.note) await noteLift(list, which.note, { lifted })
  return lifted
}

async function marksOf({ persons }: SuppressionList, recipient: string): Promise<readonly string[]> {
  return (await persons.marks({ maxAgeMs: 0 })).all(recipient)
}

/** Nothing where no source is asked for. */
async function termsOf(list: SuppressionList, { reasons = [], of, from, to }: SuppressionsToLift) {
  const numbers = reasons.map((reason) => suppressionReasons.indexOf(reason) + 1)
  const sources = of && (await readSources(list)).filter(of).map(({ number }) => number)
  if (sources?.length === 0) return undefined
  const between = (some: readonly number[]) => (some.length > 0 ? `,${some.join(',')},` : '')
  const [first, last] = [Math.floor(seconds(from)), Math.ceil(seconds(to))]
  return [list.keys.suppressed, between(numbers), between(sources ?? []), first, last]
}

async function lift({ redis, keys }: SuppressionList, args: (string | number)[]): Promise<Lifted> {
  const counts = (await script(redis, [keys.suppressionSources, keys.suppressionDays], args)) as number[]
  return Object.fromEntries(
    suppressionReasons.flatMap((reason, index) => (counts[index] ? [[reason, counts[index]]] : [])),
  )
}

function seconds(moment: Date | undefined): number {
  return (moment?.getTime() ?? 0) / 1_000
}
