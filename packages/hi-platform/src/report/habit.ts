import { type Habit, habitPairs } from '@disparo/core/internal/message'

const share = 0.95

/** Whether what a pair showed agrees with a form. */
export type Agrees = (form: string, seen: string) => boolean

export const isSame: Agrees = (form, seen) => form === seen

/**
 * What is known after one more sure pair. A form counts once 95 % of the latest 20 agree with it, and until none of the
 * latest 20 does.
 * @param formOf - the form that what was seen speaks for. Default: itself
 */
export function hear(
  { form, latest }: Habit,
  seen: string,
  agrees: Agrees = isSame,
  formOf: (seen: string) => string = (itself) => itself,
): Habit {
  const heard = [...latest, seen].slice(-habitPairs)
  const isKept = form !== undefined && (heard.length < habitPairs || heard.some((one) => agrees(form, one)))
  const next = isKept ? form : agreedForm(heard, agrees, formOf)
  return { latest: heard, ...(next === undefined ? {} : { form: next }) }
}

function agreedForm(
  heard: readonly string[],
  agrees: Agrees,
  formOf: (seen: string) => string,
): string | undefined {
  if (heard.length < habitPairs) return undefined
  let best: string | undefined
  let most = Math.ceil(habitPairs * share) - 1
  for (const form of new Set(heard.map(formOf))) {
    const agreeing = heard.filter((one) => agrees(form, one)).length
    if (agreeing <= most) continue
    most = agreeing
    best = form
  }
  return best
}
