import * as campaigns from './en/campaigns.js'
import * as common from './en/common.js'
import * as session from './en/session.js'
import type { Words } from './shape.js'

/** The same in English. */
export const words: Words = { ...common, ...session, ...campaigns }
