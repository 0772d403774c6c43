import { account, callbacks, gate, report, webhook } from './en/account.js'
import { batches } from './en/batches.js'
import { codes } from './en/codes.js'
import { common } from './en/common.js'
import { holdups } from './en/holdups.js'
import { imports } from './en/imports.js'
import { init } from './en/init.js'
import { audit, keys } from './en/keys.js'
import { messages } from './en/messages.js'
import { forget, suppress, templates, unknown } from './en/people.js'
import { service } from './en/service.js'
import { usage } from './en/usage.js'
import { user } from './en/user.js'

export const en = {
  ...{ account, batches, callbacks, codes, common, forget, gate, holdups, imports, init, messages, report },
  ...{ audit, keys, service, suppress, templates, unknown, usage, user, webhook },
}
