import type { FailureMeaning } from './meaning.js'
import { metaCodes } from './meta-codes.js'
import { ownCodes } from './own-codes.js'

/** Every code that is known, with what it means. */
export const failureCodes: Readonly<Record<string, FailureMeaning>> = Object.fromEntries(
  Object.entries({ ...metaCodes, ...ownCodes }).map(([code, [reason, advice, retry]]) => [
    code,
    { reason, advice, retry },
  ]),
)

/** What a code means that a message or a batch has as `reason`. A code that is not known is of a family, or of nothing known. */
export function explainFailure(named: string): FailureMeaning {
  const code = named.replace(byWords, '')
  if (Object.hasOwn(failureCodes, code)) return failureCodes[code] as FailureMeaning
  return families.find(([pattern]) => pattern.test(code))?.[1] ?? (failureCodes.other as FailureMeaning)
}

/** Different refusals of one status or id are told apart by a hash of upstream's words: `http-400-3f9a2c`. */
const byWords = /(?<=^(?:http|xml)-\w+)-[0-9a-f]{6}$/

const families: readonly (readonly [RegExp, FailureMeaning])[] = [
  [
    /^13\d{4}$/,
    {
      reason: 'A fault that Meta names by this number.',
      advice: "Look it up in Meta's error codes.",
      retry: 'later',
    },
  ],
  [/^http-4\d\d$/, failureCodes['http-400'] as FailureMeaning],
  [/^http-5\d\d$/, failureCodes['http-500'] as FailureMeaning],
  [/^http-/, failureCodes['http-other'] as FailureMeaning],
  [/^xml-/, failureCodes['xml-error'] as FailureMeaning],
]
