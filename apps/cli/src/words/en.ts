import { account, callbacks, gate, report, webhook } from './en/account.js'
import { batches } from './en/batches.js'
import { codes } from './en/codes.js'
import { common } from './en/common.js'
import { checks, layout, levels, proxies, secrets, settings } from './en/doctor.js'
import { catalogue, figures, lane, receiver, statuses } from './en/doctor-account.js'
import { clocks, line, memory, persistence, redis } from './en/doctor-redis.js'
import { sealed, served, sum, upstream } from './en/doctor-service.js'
import { fault } from './en/fault.js'
import { holdups } from './en/holdups.js'
import { imports } from './en/imports.js'
import { init } from './en/init.js'
import { audit, keys } from './en/keys.js'
import { messages } from './en/messages.js'
import { migrate } from './en/migrate.js'
import { forget, suppress, templates, unknown } from './en/people.js'
import { service } from './en/service.js'
import { usage } from './en/usage.js'
import { user } from './en/user.js'

export const en = {
  ...{ account, batches, callbacks, codes, common, forget, gate, holdups, imports, init, messages, report },
  ...{ fault, migrate },
  ...{ audit, keys, service, suppress, templates, unknown, usage, user, webhook },
  doctor: {
    ...{ checks, levels, settings, secrets, layout, proxies, redis, memory, persistence, clocks, line },
    ...{ lane, figures, catalogue, statuses, receiver, served, sealed, upstream, sum, fault },
  },
}
