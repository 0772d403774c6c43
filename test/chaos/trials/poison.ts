import { type Case, trialOf } from './cases.js'
import { accountCases } from './poison-account.js'
import { expiredCases } from './poison-expired.js'
import { refusalCases } from './poison-refusals.js'

export const poisonCases: readonly Case[] = [...expiredCases, ...accountCases, ...refusalCases]

/** What one message, one template or everything meets upstream, while others wait. */
export const poison = trialOf({
  name: 'poison',
  says: 'upstream refuses one message, a template, or all for a while',
  usual: { messages: 200, seconds: 8 },
  cases: poisonCases,
  atATime: 12,
})
