import { account, callbacks, gate, report, webhook } from './pt-BR/account.js'
import { batches } from './pt-BR/batches.js'
import { codes } from './pt-BR/codes.js'
import { common } from './pt-BR/common.js'
import { checks, layout, levels, proxies, secrets, settings } from './pt-BR/doctor.js'
import { catalogue, figures, lane, receiver, statuses } from './pt-BR/doctor-account.js'
import { clocks, line, memory, persistence, redis } from './pt-BR/doctor-redis.js'
import { sealed, served, sum, upstream } from './pt-BR/doctor-service.js'
import { fault } from './pt-BR/fault.js'
import { holdups } from './pt-BR/holdups.js'
import { imports } from './pt-BR/imports.js'
import { init } from './pt-BR/init.js'
import { audit, keys } from './pt-BR/keys.js'
import { messages } from './pt-BR/messages.js'
import { migrate } from './pt-BR/migrate.js'
import { forget, suppress, templates, unknown } from './pt-BR/people.js'
import { service } from './pt-BR/service.js'
import { usage } from './pt-BR/usage.js'
import { user } from './pt-BR/user.js'
import type { Words } from './shape.js'

export const ptBR: Words = {
  ...{ account, batches, callbacks, codes, common, forget, gate, holdups, imports, init, messages, report },
  ...{ fault, migrate },
  ...{ audit, keys, service, suppress, templates, unknown, usage, user, webhook },
  doctor: {
    ...{ checks, levels, settings, secrets, layout, proxies, redis, memory, persistence, clocks, line },
    ...{ lane, figures, catalogue, statuses, receiver, served, sealed, upstream, sum, fault },
  },
}
