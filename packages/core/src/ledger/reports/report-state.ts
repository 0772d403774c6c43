import { type Quota, readQuota } from '../../gate/index.js'
import { type AccountKeys, type Redis, redisNow } from '../../redis/index.js'
import { noSeal, type Seal } from '../../seal/index.js'
import { sliceMs } from '../entry/ledger-options.js'
import { readWebhookCounts, type WebhookCounts } from '../webhook-events/webhook-counts.js'
import { countForeignItems } from './foreign-items.js'
import {
  openReportText,
  parseRendition,
  type RenditionState,
  renditionState,
  sealReportText,
} from './rendition.js'
import { readLowCoverage } from './report-coverage.js'
import { readSlices } from './slices.js'

/** What has come of following an account's report (seed 001, "Relatório via API"). Times are ISO 8601, UTC. */
export interface ReportState {
  /** Messages whose status the report may still change, and the slices (of 30 s to an hour, by their age) that they are in. */
  readonly followed: { readonly messages: number; readonly slices: number }
  /** The start of the oldest of those slices. */
  readonly oldestOpenAt?: string
  /** When the last complete scan began. */
  readonly lastScanAt?: string
  /**
   * Items that are none of our messages: what operators and other programs sent in the slices we follow or followed, and
   * what we sent twice under `resend`. Each slice counts as its last complete scan saw it, however often it was scanned;
   * only what joins a slice after it was dropped makes it count again.
   */
  readonly foreign: number
  /** Messages that were accepted and that the report never showed, until their time in it was over (`reconcile.maxAgeHours`). */
  readonly missingMessages: number
  /** Where the report shows less than half of what was accepted lately, for a quarter of an hour at least. */
  readonly unmatched?: {
    readonly since: string
    readonly shown: number
    readonly of: number
    /** In which field it differs from what was sent; `nothing`: it shows nothing that could be of these messages. */
    readonly field: string
  }
  /** Report requests: `max` in any `windowMs`, of which `left` may be made now; if none, one at `resetAt`. */
  readonly quota: {
    readonly max: number
    readonly windowMs: number
    readonly left: number
    readonly resetAt?: string
  }
  /** The account's own WhatsApp number, as the latest of our messages in the report shows it. */
  readonly sender?: string
  /** How the report writes what it is sent, once enough messages have shown it. */
  readonly rendition?: RenditionState
  /** Events of Hi Broker's webhook, each time one came: of our messages, and of none known. Absent where none ever came. */
  readonly webhook?: WebhookCounts
}

interface QuotaSettings {
  readonly max: number
  readonly windowMs: number
}

/** The account's number as the report writes it, and when (epoch ms) the message was dispatched that shows it. */
export interface ObservedSender {
  readonly number: string
  readonly at: number
}

/** Requests overtake each other on the way: the window is longer by this, but never by more than a twentieth. */
const quotaMarginMs = 1_000

/** An account's report quota as a gate of its own, which all workers share. */
export function reportQuota(keys: AccountKeys, { max, windowMs }: QuotaSettings): Quota {
  return {
    gate: keys.reportGate,
    permits: keys.reportPermits,
    max,
    windowMs: windowMs + Math.min(quotaMarginMs, windowMs / 20),
  }
}

/** Notes a complete scan, which began at `startedAt` (ms). A sender seen on an older message than the known one is no news. */
export async function recordScan(
  redis: Redis,
  keys: AccountKeys,
  {
    startedAt,
    sender,
    seal = noSeal,
  }: {
    readonly startedAt: number
    readonly sender?: ObservedSender | undefined
    readonly seal?: Seal | undefined
  },
): Promise<void> {
  const knownAt = Number(await redis.hget(keys.reportState, 'senderAt'))
  const isNews = sender !== undefined && sender.at >= knownAt
  const news = isNews ? { sender: sealReportText(seal, sender.number), senderAt: sender.at } : {}
  await redis.hset(keys.reportState, { scannedAt: startedAt, ...news })
}

export async function readReportState(
  redis: Redis,
  keys: AccountKeys,
  settings: QuotaSettings,
  seal: Seal = noSeal,
): Promise<ReportState> {
  const [
    slices,
    foreign,
    quota,
    [scannedAt, sealedSender, rendition, missingMessages],
    unmatched,
    webhook,
    now,
  ] = await Promise.all([
    readSlices(redis, keys),
    countForeignItems(redis, keys),
    readQuota(redis, reportQuota(keys, settings)),
    redis.hmget(keys.reportState, 'scannedAt', 'sender', 'rendition', 'neverShown'),
    readLowCoverage(redis, keys),
    readWebhookCounts(redis, keys),
    redisNow(redis, keys),
  ])
  const open = slices.filter((slice) => slice.open > 0)
  const sender = openReportText(seal, sealedSender)
  const written = renditionState(sender, parseRendition(rendition, seal))
  const oldest = open[0]
  return {
    followed: { messages: open.reduce((sum, slice) => sum + slice.open, 0), slices: open.length },
    ...(oldest ? { oldestOpenAt: instant(oldest.n * sliceMs) } : {}),
    ...(scannedAt ? { lastScanAt: instant(Number(scannedAt)) } : {}),
    foreign,
    missingMessages: Number(missingMessages ?? 0),
    ...(unmatched ? { unmatched: { ...unmatched, since: instant(unmatched.since) } } : {}),
    quota: {
      max: settings.max,
      windowMs: settings.windowMs,
      left: quota.left,
      ...(quota.left === 0 ? { resetAt: instant(now + quota.nextInMs) } : {}),
    },
    ...(sender ? { sender } : {}),
    ...(written ? { rendition: written } : {}),
    ...(Object.values(webhook).some((count) => count > 0) ? { webhook } : {}),
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
