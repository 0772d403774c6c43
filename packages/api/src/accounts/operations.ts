import { z } from 'zod'
import { AccountParams, linesType, operation } from '../operation/index.js'
import { Account } from './account.js'
import { Forget, ForgetProgress, Forgotten } from './forget.js'
import { Gate } from './gate.js'
import { Report } from './report.js'
import { EventsReceived, UnmatchedEvents, UnmatchedQuery } from './webhook-events.js'

/** The accounts that there are for a user. */
export const Accounts = z
  .object({
    accounts: z.array(z.string()).meta({ description: 'Their names, in the order of configuration.' }),
  })
  .meta({ id: 'Accounts' })
export type Accounts = z.infer<typeof Accounts>

export const accountOperations = {
  listAccounts: operation({
    method: 'GET',
    path: '/v1/accounts',
    tag: 'messages',
    role: 'read',
    orRole: 'operate',
    summary: 'The accounts that are open to you',
    responses: { 200: Accounts },
    problems: [],
  }),

  getAccount: operation({
    method: 'GET',
    path: '/v1/accounts/:account',
    tag: 'gate',
    role: 'read',
    summary: 'How an account stands, and what holds it up',
    params: AccountParams,
    responses: { 200: Account },
    problems: ['unknown-account', 'storage-unavailable'],
  }),

  getGate: operation({
    method: 'GET',
    path: '/v1/accounts/:account/gate',
    tag: 'gate',
    role: 'read',
    summary: 'Whether the account may send now, and how much',
    params: AccountParams,
    responses: { 200: Gate },
    problems: ['unknown-account', 'storage-unavailable'],
  }),

  getReport: operation({
    method: 'GET',
    path: '/v1/accounts/:account/report',
    tag: 'report',
    role: 'read',
    summary: "How Hi Platform's report is followed, and what others sent",
    params: AccountParams,
    responses: { 200: Report },
    problems: ['unknown-account', 'storage-unavailable'],
  }),

  getUnmatchedEvents: operation({
    method: 'GET',
    path: '/v1/accounts/:account/webhook/unmatched',
    tag: 'report',
    role: 'operate',
    summary: "Events of Hi Broker's webhook that no message is known of, the latest first",
    params: AccountParams,
    query: UnmatchedQuery,
    responses: { 200: UnmatchedEvents },
    problems: ['invalid-request', 'unknown-account', 'storage-unavailable'],
  }),

  forgetRecipient: operation({
    method: 'POST',
    path: '/v1/accounts/:account/forget',
    tag: 'messages',
    role: 'operate',
    summary: 'Forget a person',
    description:
      'Cancels their messages still to be sent, and takes them out of all others; statuses, times and counts stay. ' +
      'It takes milliseconds, or some 10 to 20 s for each million entries where `scanned` is answered. Repeating it changes nothing. With `Accept: ' +
      `${linesType}\` its progress is told meanwhile, a JSON object (\`looked\`, \`of\`) a line; the last line is the answer.`,
    params: AccountParams,
    body: Forget,
    responses: { 200: Forgotten },
    progress: ForgetProgress,
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'body-too-large',
      'unsupported-media-type',
      'storage-unavailable',
    ],
  }),

  /** Hi Broker calls it; the secret is all that protects it. */
  receiveBrokerEvents: operation({
    method: 'POST',
    path: '/webhooks/hi-broker/:account/:secret',
    tag: 'report',
    summary: "Take Hi Broker's status events",
    params: AccountParams.extend({ secret: z.string() }),
    body: z.unknown(),
    responses: { 200: EventsReceived },
    problems: ['unknown-route', 'body-too-large', 'storage-unavailable'],
  }),
} as const
