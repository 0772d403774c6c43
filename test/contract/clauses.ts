import type { Clause } from './clause.js'
import { limitClauses } from './limits.js'
import { restMessages } from './rest/messages.js'
import { restRefusals } from './rest/refusals.js'
import { reportClauses } from './rest/report.js'
import { xmlDispatches } from './xml/dispatches.js'
import { xmlRefusals } from './xml/refusals.js'

/** The contract, in the order in which it is looked at: the report is asked for when all is sent. */
export const clauses: readonly Clause[] = [
  ...restRefusals,
  ...restMessages,
  ...xmlRefusals,
  ...xmlDispatches,
  ...reportClauses,
  ...limitClauses,
]
