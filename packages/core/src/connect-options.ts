import type { Telemetry } from 'bullmq'
import { z } from 'zod'
import { Account, type AccountInput, ConfigurationError } from './account/index.js'
import type { StatusChange } from './ledger/index.js'
import { explainIssue, problemsOf, strictObject } from './message/index.js'
import { type DataKeys, parseDataKeys } from './seal/index.js'
import type { NoTemplates, TemplateDefinitions } from './templates/index.js'

/** What of an account a backend app may say; the rest is the worker's. Every default is the account schema's. */
export type AccountSettings = Pick<Account, 'name'> &
  Partial<
    Pick<
      Account,
      | 'limit'
      | 'safetyMarginMs'
      | 'reserve'
      | 'defaultLane'
      | 'maxAttempts'
      | 'couponMaxLength'
      | 'defaultCountry'
      | 'ledgerDays'
      | 'quota'
      | 'webhookSecret'
      | 'reconcile'
      | 'unknownPolicy'
      | 'transport'
      | 'xml'
      | 'rates'
    >
  > &
  Pick<AccountInput, 'callback' | 'templates' | 'suppression' | 'quietHours' | 'frequencyCap'>

export interface ConnectOptions<Named extends TemplateDefinitions = NoTemplates> {
  /**
   * Where Redis is: `redis://[user:password@]host:port[/db]`, or `rediss://` for TLS. Behind Sentinels
   * `redis+sentinel://[user:password@]host:26379,…/master[/db]`; a Cluster `redis+cluster://[user:password@]host:port,…`
   */
  readonly redis: string
  /** The account's name as the workers know it, or its settings where they differ from the defaults. */
  readonly account: string | AccountSettings
  /**
   * What personal data is sealed with in Redis (AES-256-GCM), written as in `DISPARO_DATA_KEY`; the same for all
   * programs of the account. Default: nothing is sealed, and what was sealed by others is shown without its person.
   */
  readonly dataKey?: string | DataKeys | undefined
  /**
   * Enqueues for an account that no worker and no producer has ever served, too. Default `false`: where other accounts are known and
   * this one is not, `send` and `sendMany` throw `UnknownAccountError`.
   */
  readonly allowNewAccount?: boolean | undefined
  /** Hears of every failing connection attempt; by default nobody does, and each call says it by its error. */
  readonly onRedisError?: ((error: Error) => void) | undefined
  /**
   * Hears of every status that messages come to have by `resolve`, `retry` and `forget`, once; what workers do and learn is theirs
   * to tell. Default: nobody listens.
   */
  readonly onStatus?: ((change: StatusChange) => void) | undefined
  /** Your templates by name (`defineTemplates`): `send({to, template: 'compra', body: {valor}})`. Default: none is. */
  readonly templates?: Named | undefined
  /** Makes enqueueing part of the caller's traces, e.g. `new BullMQOtel()` of bullmq-otel. Default: it is not. */
  readonly telemetry?: Telemetry | undefined
}

/** The options with all defaults of the account filled in. */
export interface ConnectSettings
  extends Pick<ConnectOptions, 'redis' | 'allowNewAccount' | 'onRedisError' | 'onStatus' | 'telemetry'> {
  readonly templates?: TemplateDefinitions | undefined
  readonly account: Account
  readonly dataKeys: DataKeys | undefined
}

const heard = <Hears>() =>
  z.custom<Hears>((value) => typeof value === 'function', 'must be a function').optional()

const name = z.string('must be text').min(1, 'must not be empty')

/** What `defineTemplates` takes. */
const Definitions = z.record(
  name,
  strictObject({
    namespace: name.optional(),
    elementName: name.optional(),
    category: name.optional(),
    header: z
      .enum(['text', 'image', 'document', 'video'], 'must be text, image, document or video')
      .optional(),
    body: z.array(name).optional(),
    otp: z.literal(true, 'must be true').optional(),
  }),
)

const Options = strictObject({
  redis: z.string('must be text, such as redis://host:6379'),
  account: z.union([z.string(), z.looseObject({})], "must be the account's name, or its settings"),
  dataKey: z
    .custom<string | DataKeys>((value) => typeof value === 'string' || isDataKeys(value), {
      error: 'must be text as in DISPARO_DATA_KEY',
    })
    .optional(),
  allowNewAccount: z.boolean('must be true or false').optional(),
  onRedisError: heard<(error: Error) => void>(),
  onStatus: heard<(change: StatusChange) => void>(),
  templates: Definitions.optional(),
  telemetry: z
    .custom<Telemetry>(
      (value) => typeof value === 'object' && value !== null && 'tracer' in value,
      'must be a telemetry of BullMQ',
    )
    .optional(),
} satisfies Record<keyof ConnectOptions, z.core.$ZodType>)

/** @throws ConfigurationError naming every option that is wrong, in one line; never a value */
export function readConnectOptions(given: unknown): ConnectSettings {
  const { account, dataKey, ...others } = parse(Options, given, 'options')
  return {
    ...others,
    account: settingsOf(account),
    dataKeys: typeof dataKey === 'string' ? parseDataKeys('dataKey', dataKey) : dataKey,
  }
}

/** What only a worker needs is filled with placeholders. */
function settingsOf(account: string | Record<string, unknown>): Account {
  const placeholders = { configId: '-', username: '-', password: { env: '-' } }
  if (typeof account === 'string') return parse(Account, { ...placeholders, name: account }, 'account', true)
  return parse(Account, { ...placeholders, ...account }, 'account')
}

function parse<T>(schema: z.ZodType<T>, given: unknown, place: string, isName = false): T {
  const result = schema.safeParse(given, { error: explainIssue })
  if (result.success) return result.data
  const problems = problemsOf(result.error).map(({ path, message }) => {
    if (place === 'options') return `${path || place}: ${message}`
    return `${isName || path === '' ? place : `${place}.${path}`}: ${message}`
  })
  throw new ConfigurationError(`connect cannot use its options: ${problems.join('; ')}`)
}

function isDataKeys(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((key) => typeof key?.id === 'string' && Buffer.isBuffer(key.bytes))
  )
}
