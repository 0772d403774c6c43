import { createHash, randomUUID } from 'node:crypto'
import type { Account, Credentials } from '@disparo/core/internal/account'
import {
  dropCatalogue,
  readLastSync,
  recordCatalogueFailure,
  storeCatalogue,
  type TemplateSource,
} from '@disparo/core/internal/catalogue'
import {
  type AccountKeys,
  acquireLease,
  type Redis,
  redisNow,
  releaseLease,
} from '@disparo/core/internal/redis'
import type { Logger } from 'pino'
import { type LoopSignal, startLoop } from '../lanes/run-loop.js'
import { isSyncDue } from './is-sync-due.js'
import { readTemplateSource } from './read-source.js'

interface SyncOptions {
  readonly account: Account
  readonly credentials: Credentials
  /** For Hi Broker's list, where it is not read with those. */
  readonly token: string | undefined
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly log: Logger
  /** Says that somebody asked for it. Default: it looks by itself. */
  readonly signal?: LoopSignal | undefined
}

/** A worker that died while it read is succeeded after this; longer than 200 pages take as a rule. */
const leaseMs = 120_000
/** So often it looks whether somebody asked, where no signal can come. */
const lookMs = 5_000

/**
 * Keeps the templates of an account in Redis as their source has them: when the worker starts, from time to time, and when
 * somebody asks. Every worker looks; the one that takes the lease reads. What cannot be read leaves the former ones in force.
 */
export function startTemplateSync(options: SyncOptions): { stop(): Promise<void> } {
  const { account, redis, keys, log } = options
  const settings = account.templates
  if (settings === undefined) {
    // They would be checked against for ever, although nobody reads them any more.
    dropCatalogue(redis, keys).then(
      (dropped) => dropped && log.info({ event: 'templates:dropped' }),
      () => {},
    )
    return { stop: async () => {} }
  }
  const { enforce } = settings
  const source: TemplateSource = settings.broker === undefined ? 'file' : 'broker'
  const holder = randomUUID()
  const from = settingsMark(settings)
  let isFirst = true

  const read = async (signal: AbortSignal): Promise<void> => {
    const now = await redisNow(redis, keys)
    try {
      const found = await readTemplateSource(settings, { ...options, signal })
      const changed = await storeCatalogue(redis, keys, { ...found, enforce, from, now })
      const { templates, problems } = found
      const fields = {
        event: 'templates:synced' as const,
        source,
        templates: templates.length,
        unusable: problems.length,
      }
      if (changed) log.info(fields)
      else log.debug(fields)
    } catch (error) {
      if (signal.aborted) return
      const { reason = nameOf(error), message = '' } = error as { reason?: string; message?: string }
      log.warn({
        event: 'templates:sync-failed',
        source,
        reason,
        hint: 'the templates read before stay in force',
      })
      await recordCatalogueFailure(redis, keys, { source, enforce, from, message, now })
    }
  }

  const look = async (signal: AbortSignal): Promise<number | 'quiet'> => {
    const [now, last] = await Promise.all([redisNow(redis, keys), readLastSync(redis, keys)])
    if (isSyncDue(last, { source, from, isFirst, now })) {
      if (!(await acquireLease(redis, keys.templatesLease, holder, leaseMs))) return lookMs
      try {
        await read(signal)
      } finally {
        await releaseLease(redis, keys.templatesLease, holder)
      }
    }
    isFirst = false
    return options.signal?.isLive() ? 'quiet' : lookMs
  }

  // Where Redis is away or refuses, its own events are logged.
  return startLoop((signal) => look(signal).catch(() => lookMs), { everyMs: 100, signal: options.signal })
}

/** Tells whether the templates were read by other settings. */
function settingsMark(settings: NonNullable<Account['templates']>): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 16)
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
