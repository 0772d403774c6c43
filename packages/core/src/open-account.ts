import { type Account, ledgerOptionsOf } from './account/index.js'
import { openCallbackQueue } from './callback/index.js'
import type { ConnectSettings } from './connect-options.js'
import type { Limit } from './gate/index.js'
import { openPersons } from './ledger/index.js'
import { checkXmlSupport } from './message/index.js'
import { closeLanes, openLanes, openQuota } from './queue/index.js'
import { accountKeys, openRedis, withTimeout } from './redis/index.js'
import { openSeal } from './seal/index.js'

const answerMs = 900

/** What calls work with. */
export type OpenAccount = ReturnType<typeof openAccount>

/** Opens everything of one account. @throws InvalidRedisUrlError */
export function openAccount({ redis: url, account, dataKeys, ...heard }: ConnectSettings) {
  const redis = openRedis(url, 'producer', heard.onRedisError)
  const lanes = openLanes(redis, account, heard.telemetry)
  const seal = openSeal(account.name, dataKeys)
  const keys = accountKeys(account.name)
  const quota = openQuota({ redis, keys, lanes }, account.quota)
  const kept = ledgerOptionsOf(account)
  const persons = openPersons({ redis, keys, seal, retentionMs: kept.retentionMs })
  const deps = { redis, account: account.name, keys, lanes, seal, persons, quota }
  const ledgerOptions = { ...kept, persons, outboxAsRecorded: true, onStatus: heard.onStatus }
  const callbacks = openCallbackQueue(redis, account.name)
  return {
    deps,
    settings: account,
    ledgerOptions,
    callbacks,
    intake: intakeOf(account),
    limit: limitOf(account),
    perRequest: account.transport === 'xml' ? account.xml.groupMax : 1,
    /** Asks Redis, which must answer within `ms`. @throws RedisUnavailableError */
    ask: <T>(operation: () => Promise<T>, ms = answerMs) => withTimeout(redis, ms, operation),
    close: async () => {
      await Promise.all([closeLanes(lanes), callbacks.close()])
      redis.disconnect()
    },
  }
}

function intakeOf({ defaultLane, couponMaxLength, defaultCountry, transport }: Account) {
  return {
    defaultLane,
    rules: { couponMaxLength, defaultCountry },
    transportProblems: transport === 'xml' ? checkXmlSupport : undefined,
  }
}

function limitOf({ limit, safetyMarginMs, reserve }: Account): Limit {
  return { ...limit, safetyMarginMs, reserve }
}
