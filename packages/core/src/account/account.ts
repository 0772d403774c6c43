import { z } from 'zod'
import { Country, Lane, WireFormat } from '../message/index.js'
import { QuietHours } from './quiet-hours.js'
import { Rates } from './rates.js'
import { SuppressionOptions } from './suppression-options.js'

/**
 * Names an account in routes, queues and Redis keys: 1 to 40 lower-case letters, digits and inner hyphens,
 * so that it can stand in a Redis hash tag and in a BullMQ queue's name.
 */
export const AccountName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
    'must be 1 to 40 lower-case letters, digits and inner hyphens',
  )

/** A secret of the accounts file: in the variable `env`, or a file that `<env>_FILE` names; never in the accounts file itself. */
const SecretFromEnv = z.strictObject({ env: z.string().min(1) })

/** What is done with a message whose attempt may or may not have sent (DESIGN: `unknown`). */
export const UnknownPolicy = z.enum(['verify', 'resend', 'hold'])
export type UnknownPolicy = z.infer<typeof UnknownPolicy>

/** What Hi Platform allows: `max` requests in any `windowMs`. Seed, "Rate limit": 500 in one minute. */
const Limit = z.strictObject({
  max: z.int().min(1).max(1_000_000).default(500),
  windowMs: z.int().min(100).max(86_400_000).default(60_000),
})

/** How the gate closes when Hi Platform does not answer as it should; each failed probe doubles the pause. */
const Outage = z.strictObject({
  /** Attempts in a row that did not get through before the gate closes. */
  closeAfter: z.int().min(1).max(1_000).default(5),
  firstPauseMs: z.int().min(10).max(3_600_000).default(1_000),
  longestPauseMs: z.int().min(10).max(3_600_000).default(60_000),
})

/** What is in an address is logged and shown: a secret has no place there. */
const Address = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !new URL(url).username && !new URL(url).password, 'must have no user or password in it')

/** How statuses are learnt from the report. Seed, "Relatório via API": 60 requests in 10 minutes. */
const Reconcile = z.strictObject({
  limit: z
    .strictObject({
      max: z.int().min(1).max(100_000).default(60),
      windowMs: z.int().min(100).max(86_400_000).default(600_000),
    })
    .prefault({}),
  /** How long a message's status is followed. */
  maxAgeHours: z
    .number()
    .min(0.01)
    .max(31 * 24)
    .default(72),
  /** The report may lack a message for so long after it was dispatched; only then does its absence prove anything. */
  reportLagMs: z.int().min(0).max(3_600_000).default(60_000),
  /** Between the end of the POST and the dispatch date that the report gives, at most. */
  dispatchLagMs: z.int().min(0).max(3_600_000).default(20_000),
  /** How much of what was surely accepted the report may lack and still prove that something was not sent; one message always. */
  evidenceShare: z.number().min(0).max(0.5).default(0.02),
})

/** How much the account takes in, so that it cannot fill Redis. */
const Quota = z.strictObject({
  /** Messages that wait, in both lanes: for their turn, their `sendAt`, their next attempt, or an end of a doubt. */
  waiting: z.int().min(1).max(1_000_000_000).default(5_000_000),
  /** Messages a minute, which begins with its first one; single urgent ones are counted apart. Default: as many as come. */
  perMinute: z.int().min(1).max(1_000_000_000).optional(),
})

/** How often one person may be sent marketing, over all batches. */
const FrequencyCap = z.strictObject({
  /** So many messages … */
  max: z.int().min(1).max(100),
  /** … in any so many days; no more than `ledgerDays`. */
  days: z.number().min(0.01).max(366),
  /** What is over it is `suppressed` (`skip`), or waits until it is not (`wait`). */
  onCap: z.enum(['skip', 'wait']).default('skip'),
})

/** Which failures halt a batch. */
const Halt = z.strictObject({
  /** So many outcomes there must be. */
  after: z.int().min(1).max(50).default(20),
  /** More than this share of the last 50 outcomes were rejected or failed. */
  share: z.number().min(0.01).max(0.99).default(0.3),
  /** Whether batches of the XML drop-in halt, too. */
  dropIns: z.boolean().default(false),
})

/** Where status changes are POSTed, signed by the Standard Webhooks scheme. */
const Callback = z.strictObject({
  url: Address,
  /** `whsec_` and base64, or base64 alone: 24 to 64 bytes. A list while one is changed: all of them sign. */
  secret: z.union([SecretFromEnv, z.array(SecretFromEnv).min(1).max(5)]),
  /** Deliveries that each worker has under way at a time, at most. */
  concurrency: z.int().min(1).max(500).default(50),
  /** Whether it is told of batches, too (`batch.finished`, `batch.halted`): a strict receiver refuses what it does not know. */
  batchEvents: z.boolean().default(false),
  /** Addresses of private networks are refused unless this is true. */
  allowPrivateAddresses: z.boolean().default(false),
})

/** Where Hi Broker's own list of templates is, and who may read it. */
const BrokerTemplates = z.strictObject({
  /** The WhatsApp Business Account, as Hi Broker names it in the path. */
  wabaId: z.string().regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -'),
  baseUrl: Address.default('https://whatsapp-connect.hiplatform.com/hsmservices/api'),
  /** Sent as `Bearer`. Default: the account's user and password, as `Basic`. */
  token: SecretFromEnv.optional(),
})

/** The templates that messages are checked against before they are enqueued. */
const Templates = z
  .strictObject({
    /** A JSON file on the workers' machines. */
    file: z.string().min(1).max(4_096).optional(),
    broker: BrokerTemplates.optional(),
    /** What is done with a message that does not go with them. */
    enforce: z.enum(['off', 'warn', 'refuse']).default('warn'),
  })
  .refine(
    ({ file, broker }) => (file === undefined) !== (broker === undefined),
    'must have a file, or a broker',
  )

/** Seed 001, "Endereço base"; Hi Flow was Akna, and answers there. */
const baseUrlOf = { rest: 'https://app.hiplatform.com', xml: 'https://app.akna.com.br' } as const

/** Hi Flow's XML integration (seed 000), which an account with `transport: "xml"` is sent through. */
const Xml = z.strictObject({
  /** The form field `Client`, a company code: some users need it. */
  client: z.string().min(1).max(100).optional(),
  /** Messages of one template wait so long for each other, to go together in one request. */
  groupWaitMs: z.int().min(0).max(10_000).default(250),
  /** Contacts in one request, at most. */
  groupMax: z.int().min(1).max(100).default(100),
  /** Requests by 50.02. Seed 000 names no limit: it is ours, so that statuses come in time and nobody is pestered. */
  statusLimit: z
    .strictObject({
      max: z.int().min(1).max(100_000).default(600),
      windowMs: z.int().min(100).max(86_400_000).default(60_000),
    })
    .prefault({}),
})

const Fields = z.strictObject({
  name: AccountName,
  /** Seed: "Parâmetro alfanumero da uri que identifica uma conta de WhatsApp na Hi Platform". */
  configId: z.string().min(1).max(200),
  /** The XML integration's code of the sender (seed 000, "Remetente"), where it is not the `configId`. */
  remetente: z.string().min(1).max(200).optional(),
  /** Which of Hi Platform's interfaces the messages go through. */
  transport: z.enum(['rest', 'xml']).default('rest'),
  xml: Xml.prefault({}),
  /** Default: where Hi Platform answers for this transport. */
  baseUrl: Address.optional(),
  /** RFC 7617: in Basic authentication a colon ends the user's name. */
  username: z.union([z.string().regex(/^[^:]+$/, 'must not be empty and have no colon'), SecretFromEnv]),
  password: SecretFromEnv,
  wireFormat: WireFormat.default('hi'),
  limit: Limit.prefault({}),
  /** Added to the limit's window, because requests overtake each other on the way. */
  safetyMarginMs: z.int().min(0).max(60_000).default(1_000),
  /** The share of the limit that bulk may not take, so that an urgent message always finds a permit. */
  reserve: z.number().min(0).max(0.5).default(0.02),
  /** The lane of a message that is neither a one-time code nor marketing. */
  defaultLane: Lane.default('bulk'),
  /** Attempts a message gets before it is `failed`. Throttling and account faults spend none. */
  maxAttempts: z.int().min(1).max(100).default(8),
  unknownPolicy: z
    .strictObject({ urgent: UnknownPolicy.default('resend'), bulk: UnknownPolicy.default('verify') })
    .prefault({}),
  /** From connecting to the last byte of the answer. */
  requestTimeoutMs: z.int().min(100).max(120_000).default(15_000),
  outage: Outage.prefault({}),
  /** Seed: 15 characters. Meta has raised it to 20 since. */
  couponMaxLength: z.int().min(1).max(100).default(15),
  /** Whose phone numbers may go without a country code; ISO 3166-1, two letters. */
  defaultCountry: Country.default('BR'),
  reconcile: Reconcile.prefault({}),
  /** Makes matching exact: each message's externalLabel gets a unique end (`black_friday~<id>`). Its longest length upstream is unknown. */
  uniqueLabel: z.boolean().default(false),
  callback: Callback.optional(),
  /** The secret part of the address that Hi Broker's status webhook is given; without it the webhook is closed. */
  webhookSecret: SecretFromEnv.optional(),
  quota: Quota.prefault({}),
  /** Default: a person may be sent any number of messages. */
  frequencyCap: FrequencyCap.optional(),
  /** Default: messages are checked against no templates. */
  templates: Templates.optional(),
  /** What messages cost by contract, for checks to say. Default: they say nothing of it. */
  rates: Rates.optional(),
  /** What halts a batch by itself; `false`: only its canary does. */
  halt: z.union([z.literal(false), Halt]).prefault({}),
  /** A batch's canary is judged after so long, whatever is known of it by then. */
  canaryWaitMs: z.int().min(100).max(86_400_000).default(600_000),
  /** Whom the account does not message, and what events of the webhook say so. */
  suppression: SuppressionOptions.prefault({}),
  /** When messages wait instead of going out. Default: they go at any time. */
  quietHours: QuietHours.optional(),
  /** How long the ledger keeps a message after its last change. */
  ledgerDays: z.int().min(1).max(3_650).default(31),
})
/** One `config_id` of Hi Platform: where it is, who we are there, how much it allows, and what we do in doubt. */
export const Account = Fields.refine(
  ({ frequencyCap, ledgerDays }) => frequencyCap === undefined || frequencyCap.days <= ledgerDays,
  {
    path: ['frequencyCap', 'days'],
    message: 'must be no more than ledgerDays: older messages are not known',
  },
).transform((account) => ({
  ...account,
  baseUrl: account.baseUrl ?? baseUrlOf[account.transport],
}))
export type Account = z.infer<typeof Account>
export type AccountInput = z.input<typeof Account>
