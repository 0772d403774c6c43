import { z } from 'zod'
import { SharedSettings } from './shared-settings.js'
import { TrustedProxies } from './trusted-proxies.js'
import { wholeNumber } from './whole-number.js'

const kibibyte = 1_024
const mebibyte = 1_024 * kibibyte

/** What a producer is told. Here and not in its app, so that the doctor knows it beside the worker's. */
export const ProducerSettings = SharedSettings.extend({
  HOST: z.string().default('127.0.0.1'),
  /** 0 lets the system choose. */
  PORT: wholeNumber(0, 65_535).default(8_080),
  /** The path of a JSON file of users, whose entries `disparo user` makes. It must be set. */
  DISPARO_USERS: z.string(),
  /** Addresses or networks, separated by commas, whose `X-Forwarded-For` is believed. Default: none. */
  TRUSTED_PROXIES: TrustedProxies,
  /** Messages that a user may hand over in a minute through Hi Platform's REST interface, by each process. */
  DROP_IN_LIMIT: wholeNumber(1, 1_000_000).default(6_000),
  /** Pages of the report that a user may ask for in ten minutes there, of each process. */
  DROP_IN_REPORT_LIMIT: wholeNumber(1, 1_000_000).default(600),
  /** Requests, each of many contacts, that a user may make in a minute through Hi Platform's XML interface, to each process. */
  DROP_IN_XML_LIMIT: wholeNumber(1, 1_000_000).default(6_000),
  /** The largest request of the XML interface. */
  XML_LIMIT_BYTES: wholeNumber(kibibyte, 64 * mebibyte).default(8 * mebibyte),
  /** The most connections at a time; those that are idle are closed for others. */
  MAX_CONNECTIONS: wholeNumber(1, 1_000_000).default(1_000),
  /** The largest single message. */
  BODY_LIMIT_BYTES: wholeNumber(kibibyte).default(64 * kibibyte),
  /** The largest batch sent as NDJSON or CSV. */
  BATCH_LIMIT_BYTES: wholeNumber(kibibyte).default(1_024 * mebibyte),
  /**
   * From SIGTERM until no more requests are taken; meanwhile `/readyz` answers 503, and all else is answered as before.
   * `SHUTDOWN_DEADLINE_MS` begins then.
   */
  SHUTDOWN_DRAIN_MS: wholeNumber(0, 600_000).default(0),
})
export type ProducerSettings = z.infer<typeof ProducerSettings>
