import { account, callbacks, gate, report, webhook } from './pt-BR/account.js'
import { batches } from './pt-BR/batches.js'
import { common } from './pt-BR/common.js'
import { holdups } from './pt-BR/holdups.js'
import { imports } from './pt-BR/imports.js'
import { init } from './pt-BR/init.js'
import { messages } from './pt-BR/messages.js'
import { forget, suppress, templates, unknown } from './pt-BR/people.js'
import { service } from './pt-BR/service.js'
import { user } from './pt-BR/user.js'
import type { Words } from './shape.js'

export const ptBR: Words = {
  ...{ account, batches, callbacks, common, forget, gate, holdups, imports, init, messages, report },
  ...{ service, suppress, templates, unknown, user, webhook },
}
