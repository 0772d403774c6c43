import { failures } from '@disparo/api/words/pt-BR'
import * as account from './pt-BR/account.js'
import * as campaign from './pt-BR/campaign.js'
import * as holdups from './pt-BR/holdups.js'
import * as messages from './pt-BR/messages.js'
import * as suppressions from './pt-BR/suppressions.js'
import * as typed from './pt-BR/typed.js'
import * as wizard from './pt-BR/wizard.js'

/** What screens say that are not the first one. */
export const more = {
  ...account,
  ...campaign,
  ...holdups,
  ...messages,
  ...suppressions,
  ...typed,
  ...wizard,
  failures,
}
