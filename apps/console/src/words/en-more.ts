import * as account from './en/account.js'
import * as campaign from './en/campaign.js'
import { failures } from './en/failures.js'
import * as holdups from './en/holdups.js'
import * as messages from './en/messages.js'
import * as suppressions from './en/suppressions.js'
import * as typed from './en/typed.js'
import * as wizard from './en/wizard.js'
import type { MoreWords } from './shape.js'

/** The same in English. */
export const more: MoreWords = {
  ...account,
  ...campaign,
  ...holdups,
  ...messages,
  ...suppressions,
  ...typed,
  ...wizard,
  failures,
}
