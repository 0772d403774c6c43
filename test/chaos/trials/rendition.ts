import { trialOf } from './cases.js'
import { differenceCases } from './difference-cases.js'
import { RENDITIONS } from './renditions.js'

export const renditionCases = differenceCases(RENDITIONS)

/** Each difference meets a campaign of its own, of which 5 % are reset after and 2 % before they are taken. */
export const rendition = trialOf({
  name: 'rendition',
  says: 'the report writes messages otherwise than they were sent',
  usual: { messages: 250, seconds: 20 },
  cases: renditionCases,
  atATime: 12,
})
