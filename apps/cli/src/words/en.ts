import { account, callbacks, gate, report, webhook } from './en/account.js'
import { batches } from './en/batches.js'
import { common } from './en/common.js'
import { holdups } from './en/holdups.js'
import { imports } from './en/imports.js'
import { init } from './en/init.js'
import { messages } from './en/messages.js'
import { forget, suppress, templates, unknown } from './en/people.js'
import { service } from './en/service.js'
import { user } from './en/user.js'

export const en = {
  ...{ account, batches, callbacks, common, forget, gate, holdups, imports, init, messages, report },
  ...{ service, suppress, templates, unknown, user, webhook },
}
