import { type Account, ledgerOptionsOf } from './account/index.js'
import { openCallbackQueue } from './callback/index.js'
import { type CatalogueCache, type CatalogueInForce, openCatalogueCache } from './catalogue/index.js'
import type { ConnectSettings } from './connect-options.js'
import { hoursOfBatches, openQuietHours, openSuppressionLists, opensAtOf } from './contacts/index.js'
import type { Limit } from './gate/index.js'
import { openLayoutCheck } from './layout/index.js'
import { checkXmlSupport } from './message/index.js'
import { openPersons } from './persons/index.js'
import { closeLanes, openLanes, openQuota, openSuppressedNow, type SubmissionRules } from './queue/index.js'
import { accountKeys, openRedis, withTimeout } from './redis/index.js'
import { openAccountCheck } from './refuse-unknown-account.js'
import { openSeal } from './seal/index.js'

const answerMs = 900

/** What calls work with. */
export type OpenAccount = ReturnType<typeof openAccount>

/** Opens everything of one account. @throws InvalidRedisUrlError */
export function openAccount({ redis: url, account, dataKeys, allowNewAccount, ...heard }: ConnectSettings) {
  const redis = openRedis(url, 'producer', heard.onRedisError)
  const lanes = openLanes(redis, account, heard.telemetry)
  const seal = openSeal(account.name, dataKeys)
  const keys = accountKeys(account.name)
  const quota = openQuota({ redis, keys, lanes }, account.quota)
  const kept = ledgerOptionsOf(account)
  const persons = openPersons({ redis, keys, seal, retentionMs: kept.retentionMs })
  const suppressions = openSuppressionLists({ redis, keys, seal, persons, dataKeys })
  const deps = { redis, account: account.name, keys, lanes, seal, persons, quota }
  const refuseOtherLayout = openLayoutCheck(redis)
  const ask = <T>(operation: () => Promise<T>, ms = answerMs) =>
    withTimeout(redis, ms, async () => {
      await refuseOtherLayout()
      return operation()
    })
  const enforce = account.templates?.enforce
  const templates: CatalogueCache = openCatalogueCache({ redis, keys, enforce, ask })
  const ledgerOptions = { ...kept, persons, outboxAsRecorded: true, onStatus: heard.onStatus }
  const suppressedNow = openSuppressedNow({
    lists: suppressions,
    catalogue: async () => (await templates.current()).catalogue,
    uncategorised: account.suppression.uncategorised,
    cap: account.frequencyCap,
  })
  const callbacks = openCallbackQueue(redis, account.name)
  const hours = openQuietHours(account)
  const { uncategorised } = account.suppression
  const rules = intakeOf(account)
  return {
    deps,
    refuseUnknownAccount: allowNewAccount ? async () => {} : openAccountCheck(deps),
    settings: account,
    ledgerOptions,
    suppressions,
    suppressedNow,
    callbacks,
    templates,
    /** By which messages are judged now. @throws RedisUnavailableError */
    intake: async (): Promise<SubmissionRules> => {
      const inForce = await templates.current()
      const terms = { catalogue: inForce.catalogue, uncategorised }
      return { ...rules, templates: rulesOf(inForce), opensAt: hours && opensAtOf(hours, terms) }
    },
    hours,
    /** The hours that all or some messages of a batch keep, by its templates. */
    hoursOf: async () => {
      const { catalogue } = await templates.current()
      return hoursOfBatches(hours, { catalogue, uncategorised })
    },
    limit: limitOf(account),
    perRequest: account.transport === 'xml' ? account.xml.groupMax : 1,
    /** Asks Redis, which must answer within `ms`. @throws RedisUnavailableError, LayoutError */
    ask,
    close: async () => {
      await Promise.all([closeLanes(lanes), callbacks.close()])
      redis.disconnect()
    },
  }
}

/** By which messages are judged, templates and hours aside. */
export function intakeOf({ defaultLane, couponMaxLength, defaultCountry, transport }: Account) {
  return {
    defaultLane,
    rules: { couponMaxLength, defaultCountry },
    transportProblems: transport === 'xml' ? checkXmlSupport : undefined,
  }
}

function rulesOf({ enforce, catalogue }: CatalogueInForce): SubmissionRules['templates'] {
  if (catalogue === undefined || enforce === 'off') return undefined
  return { refuse: enforce === 'refuse', check: catalogue.check, checkName: catalogue.checkName }
}

function limitOf({ limit, safetyMarginMs, reserve }: Account): Limit {
  return { ...limit, safetyMarginMs, reserve }
}
