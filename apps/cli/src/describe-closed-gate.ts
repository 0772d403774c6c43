import type { Speech } from './words/index.js'

/** Why a gate is closed, what to do about it, and until when: upstream said so, or else an attempt tries then. */
export function describeClosedGate(
  reason: string,
  until: string | undefined,
  { words: { common }, time }: Speech,
): string {
  const { gate } = common
  const isLimit = reason === 'limit-exhausted' || /^throttled\b/.test(reason)
  if (isLimit && until) return gate.limit(time(until), reason)
  const next = until === undefined ? gate.now : gate.at(time(until))
  const refusals: Readonly<Record<string, string>> = gate.refusals
  const refusal = refusals[reason]
  return refusal === undefined ? gate.closed(reason, next) : gate.refused(reason, refusal, next)
}
