import { type LearnedForm, minPairs } from '@disparo/core/internal/message'

const share = 0.95

/** Whether what a pair showed agrees with a form. */
export type FormMatcher = (form: string, seen: string) => boolean

const isSameForm: FormMatcher = (form, seen) => form === seen

/**
 * What is known after one more sure pair. A form counts once 95 % of the latest 20 agree with it, and until none of the
 * latest 20 does.
 * @param formOf - the form that what was seen speaks for. Default: itself
 */
export function learnForm(
  { form, latest }: LearnedForm,
  seen: string,
  agrees: FormMatcher = isSameForm,
  formOf: (seen: string) => string = (itself) => itself,
): LearnedForm {
  const heard = [...latest, seen].slice(-minPairs)
  const isKept = form !== undefined && (heard.length < minPairs || heard.some((one) => agrees(form, one)))
  const next = isKept ? form : agreedForm(heard, agrees, formOf)
  return { latest: heard, ...(next === undefined ? {} : { form: next }) }
}

function agreedForm(
  heard: readonly string[],
  agrees: FormMatcher,
  formOf: (seen: string) => string,
): string | undefined {
  if (heard.length < minPairs) return undefined
  let best: string | undefined
  let most = Math.ceil(minPairs * share) - 1
  for (const form of new Set(heard.map(formOf))) {
    const agreeing = heard.filter((one) => agrees(form, one)).length
    if (agreeing <= most) continue
    most = agreeing
    best = form
  }
  return best
}
