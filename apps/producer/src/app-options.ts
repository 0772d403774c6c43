import type { ApiKeys } from '@disparo/service/keys'
import type { MetricsToken } from '@disparo/service/metrics'
import type { Tracing } from '@disparo/service/tracing'
import type { FastifyBaseLogger } from 'fastify'
import type { Authenticator } from './access/authenticator.js'
import type { KeyAuthenticator } from './access/key-authenticator.js'
import type { Sessions } from './access/sessions.js'
import type { Accounts } from './accounts/find-account.js'
import type { Board } from './admin/board-queue.js'
import type { SlowBodyTerms } from './connections/end-slow-bodies.js'
import type { OpenRequests } from './connections/open-requests.js'
import type { AccountAddress } from './drop-in/account-address.js'
import type { RestDropInQuotas } from './drop-in/rest/routes.js'
import type { XmlDropInOptions } from './drop-in/xml/routes.js'
import type { ProducerMetrics } from './metrics/producer-metrics.js'
import type { BrokerWebhooks } from './webhook/broker-webhook.js'

export interface AppOptions {
  /** Opened by the caller, and closed by the caller after the app. */
  readonly accounts: Accounts
  /** Hears of every request. Default: nobody does. */
  readonly requests?: OpenRequests
  /** Knows the users; one for all apps of a process. */
  readonly authenticator: Authenticator
  /** Those of browsers. Default: nobody logs in, and there is no console. */
  readonly sessions?: Sessions | undefined
  /** Knows who shows an API key. Default: nobody does. */
  readonly keyAuthenticator?: KeyAuthenticator | undefined
  /** Where keys are made and revoked. Default: nowhere. */
  readonly apiKeys?: ApiKeys | undefined
  /** The folder of the built console. Default: a page that says how it is built. */
  readonly consoleFolder?: string | undefined
  readonly logger: FastifyBaseLogger
  /** Opened and closed by the caller, too. Default: none. */
  readonly webhooks?: BrokerWebhooks
  /** The queues that operators see at `/admin/queues`; opened and closed by the caller. Default: there is no such page. */
  readonly board?: Board
  /** What Hi Platform calls the accounts, for programs that speak its own interfaces. Default: they reach none. */
  readonly addresses?: readonly AccountAddress[]
  /** What a user may ask of Hi Platform's REST interface here. Default 6,000 messages a minute, 600 pages of the report in ten. */
  readonly restDropInQuotas?: RestDropInQuotas
  /** How Hi Platform's XML interface is served. Default: it is not. */
  readonly xmlDropInTerms?: XmlDropInTerms
  /** The largest single message. Default 64 KiB. */
  readonly bodyLimitBytes?: number
  /** The largest batch sent as NDJSON or CSV. Default 1 GiB. */
  readonly batchLimitBytes?: number
  /** Addresses or networks (CIDR) whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[]
  /** Told of an address that forwards requests and is none of these, once an hour. Default: nobody is; it is logged once. */
  readonly onUntrustedProxy?: (address: string) => void
  /** The most connections at a time. Default 1,000. */
  readonly maxConnections?: number
  /** From when on a body is too slow to be waited for. Default: behind 512 bytes a second by 20 s. */
  readonly slowBodies?: SlowBodyTerms
  /** Where requests are measured. Default: nowhere. */
  readonly metrics?: ProducerMetrics
  /** What a scraper of `/metrics` must show; without it, or without `metrics`, there is no such route. */
  readonly metricsToken?: MetricsToken | undefined
  /** `true`: `/readyz` says that no more requests should come, while those that come are answered. */
  readonly isDraining?: () => boolean
  /** Where requests are traced. Default: nowhere. */
  readonly tracing?: Tracing | undefined
}

/** What the XML drop-in needs beside what all doors have. */
type XmlDropInTerms = Omit<XmlDropInOptions, 'book' | 'authenticators'>
