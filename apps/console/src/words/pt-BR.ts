import * as campaigns from './pt-BR/campaigns.js'
import * as common from './pt-BR/common.js'
import * as session from './pt-BR/session.js'

/** Everything the console says in Portuguese: the language that the others are held to. */
export const words = { ...common, ...session, ...campaigns }
