import { account, callbacks, gate, report, webhook } from './pt-BR/account.js'
import { batches } from './pt-BR/batches.js'
import { codes } from './pt-BR/codes.js'
import { common } from './pt-BR/common.js'
import { holdups } from './pt-BR/holdups.js'
import { imports } from './pt-BR/imports.js'
import { init } from './pt-BR/init.js'
import { audit, keys } from './pt-BR/keys.js'
import { messages } from './pt-BR/messages.js'
import { forget, suppress, templates, unknown } from './pt-BR/people.js'
import { service } from './pt-BR/service.js'
import { usage } from './pt-BR/usage.js'
import { user } from './pt-BR/user.js'
import type { Words } from './shape.js'

export const ptBR: Words = {
  ...{ account, batches, callbacks, codes, common, forget, gate, holdups, imports, init, messages, report },
  ...{ audit, keys, service, suppress, templates, unknown, usage, user, webhook },
}
