import { z } from 'zod'
import { auditActions, type NewAct, noteAct, readActs } from './audit/index.js'
import { parseOptions, text, whole } from './call-options.js'
import type { Disparo } from './disparo.js'
import type { AuditCalls } from './disparo-audit.js'
import { strictObject } from './message/index.js'
import type { OpenAccount } from './open-account.js'

const by = text.min(1).max(200).optional()
const options = {
  audit: strictObject({
    action: z.enum(auditActions).optional(),
    by,
    before: text.regex(/^\d{1,15}-\d{1,15}$/, 'must be the next of a page').optional(),
    limit: whole.optional(),
  }),
  noteAct: strictObject({
    action: z.enum(['exported', 'key-created', 'key-revoked']),
    by,
    batch: text.min(1).max(64).optional(),
    count: whole.min(0).optional(),
    what: text.min(1).max(40).optional(),
  }),
} as const

const scanMs = 10_000

/** Who did what, of an account. */
export function auditCalls({ deps: { redis, keys }, ledgerOptions, ask }: OpenAccount): AuditCalls {
  const keptMs = ledgerOptions.retentionMs
  return {
    audit: async (given) => {
      const { limit = 50, ...query } = parseOptions(options.audit, given)
      const page = { ...query, limit: Math.min(500, Math.max(1, limit)), since: Date.now() - keptMs }
      return ask(() => readActs(redis, keys, page), scanMs)
    },
    noteAct: async (given) => {
      const act = parseOptions(options.noteAct, given)
      await ask(() => noteAct(redis, keys, act, keptMs))
    },
  }
}

type Noted = Pick<
  Disparo,
  | 'sendMany'
  | 'renameBatch'
  | 'retry'
  | 'retryBatch'
  | 'resolve'
  | 'resolveMany'
  | 'suppress'
  | 'suppressMany'
  | 'unsuppress'
  | 'unsuppressMany'
  | 'forget'
  | 'replayCallbacks'
  | 'syncTemplates'
>

/**
 * The same calls, which note who did what where something was done. What moves a batch is noted in the script that moves it. Once it is done, a
 * Redis that does not take the note is no reason to call it a failure.
 */
export function noteActs({ deps: { redis, keys }, ledgerOptions, ask }: OpenAccount, calls: Noted): Noted {
  const note = (act: NewAct) =>
    ask(() => noteAct(redis, keys, act, ledgerOptions.retentionMs)).catch(() => {})
  const listed = (reason: string | undefined, scope: string | undefined) =>
    scope === 'all' ? `${reason ?? 'any'} (all accounts)` : reason

  return {
    sendMany: async (rows, options) => {
      const receipt = await calls.sendMany(rows, options)
      const { id: batch, enqueued: count, unchanged } = receipt
      // A request over XML is a batch, too: what programs send all day would push out what people did.
      if (count > 0 && options?.format !== 'xml') {
        const isNew = options?.into === undefined && unchanged === 0
        await note({
          action: isNew ? 'batch-created' : 'batch-corrected',
          ...{ batch, count, by: options?.createdBy },
        })
      }
      return receipt
    },
    renameBatch: async (batch, name, options) => {
      const state = await calls.renameBatch(batch, name, options)
      if (state) await note({ action: 'batch-renamed', batch, by: options?.by })
      return state
    },
    retry: async (message, options) => {
      const state = await calls.retry(message, options)
      if (state) await note({ action: 'message-retried', message, by: options?.by })
      return state
    },
    retryBatch: async (batch, options) => {
      const done = await calls.retryBatch(batch, options)
      if (done?.retried) await note({ action: 'batch-retried', batch, count: done.retried, by: options?.by })
      return done
    },
    resolve: async (message, resolution) => {
      const state = await calls.resolve(message, resolution)
      if (state) await note({ action: 'doubt-resolved', message, what: resolution.as, by: resolution.by })
      return state
    },
    resolveMany: async (which, resolution) => {
      const done = await calls.resolveMany(which, resolution)
      const batch = 'batch' in which ? which.batch : undefined
      const { as: what, by } = resolution
      if (done.resolved > 0) await note({ action: 'doubt-resolved', batch, count: done.resolved, what, by })
      return done
    },
    suppress: async (to, options) => {
      const done = await calls.suppress(to, options)
      const what = listed(options?.reason ?? 'manual', options?.scope)
      if (done.added || done.changed) await note({ action: 'suppressed', count: 1, what, by: options?.by })
      return done
    },
    suppressMany: async (people, options) => {
      const done = await calls.suppressMany(people, options)
      const { by, scope, reason } = options ?? {}
      const count = done.added + done.changed
      if (count > 0) await note({ action: 'suppressed', count, what: listed(reason ?? 'manual', scope), by })
      if (done.replaced > 0) {
        await note({ action: 'unsuppressed', count: done.replaced, what: listed(reason, scope), by })
      }
      return done
    },
    unsuppress: async (whom, options) => {
      const done = await calls.unsuppress(whom, options)
      const what = listed(options?.reason, options?.scope)
      if (done.lifted > 0)
        await note({ action: 'unsuppressed', count: done.lifted, what, by: options?.liftedBy })
      return done
    },
    unsuppressMany: async (which) => {
      const done = await calls.unsuppressMany(which)
      const what = listed(which.reason, which.scope)
      if (done.lifted > 0)
        await note({ action: 'unsuppressed', count: done.lifted, what, by: which.liftedBy })
      return done
    },
    forget: async (recipient, options) => {
      const done = await calls.forget(recipient, options)
      await note({ action: 'person-forgotten', count: done.messages, by: options?.by })
      return done
    },
    replayCallbacks: async (options) => {
      const done = await calls.replayCallbacks(options)
      await note({ action: 'callbacks-replayed', count: done.replayed, by: options?.by })
      return done
    },
    syncTemplates: async (options) => {
      const done = await calls.syncTemplates(options)
      if (done.synced) await note({ action: 'templates-synced', count: done.total, by: options?.by })
      return done
    },
  }
}
