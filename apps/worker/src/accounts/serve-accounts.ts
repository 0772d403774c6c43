import { closeLanes, countWaiting, openLanes } from '@disparo/core/internal/queue'
import { withTimeout } from '@disparo/core/internal/redis'
import { settingsHash } from '@disparo/service/follow'
import type { ConfiguredAccount } from './configured-accounts.js'
import { probeAgain } from './probe-again.js'
import { type ServeDeps, type ServedAccount, serveAccount } from './serve-account.js'

interface ServedAccounts {
  ready(): Promise<void>
  names(): readonly string[]
  /** Serves these from now on: starts what is new, stops what is gone, and what has changed is both. */
  serve(next: readonly ConfiguredAccount[]): void
  /** Stops all, and waits for those that are stopping already. */
  stop(): Promise<void>
}

interface ServeAccountsOptions {
  /** As at a stop of the worker, so when an account goes: for so long what is under way is waited for, ms. */
  readonly deadlineMs: number
  /** Default: as `serveAccount` does it. */
  readonly start?: typeof serveAccount
}

interface Running {
  readonly configured: ConfiguredAccount
  readonly server: ServedAccount
}

const answerMs = 2_000

/** Serves a set of accounts that changes. Accounts that stay as they are do not notice. */
export function serveAccounts(
  deps: ServeDeps,
  first: readonly ConfiguredAccount[],
  { deadlineMs, start = serveAccount }: ServeAccountsOptions,
): ServedAccounts {
  const { log } = deps
  const running = new Map<string, Running>()
  const stopping = new Set<Promise<void>>()
  let isClosed = false

  const begin = (configured: ConfiguredAccount) => {
    const server = start(deps, configured)
    running.set(configured.account.name, { configured, server })
    return server
  }
  const end = ({ server }: Running, then: () => Promise<void> = async () => {}) => {
    const done = server
      .stop(deadlineMs)
      .then(then)
      .catch(() => {})
      .finally(() => stopping.delete(done))
    stopping.add(done)
  }
  const tellWaiting = async ({ account }: ConfiguredAccount) => {
    if (isClosed || running.has(account.name)) return
    const lanes = openLanes(deps.redis, account)
    const waiting = await withTimeout(deps.redis, answerMs, () => countWaiting(lanes)).catch(() => undefined)
    void closeLanes(lanes).catch(() => {})
    const fields = { event: 'account:stopped' as const, account: account.name, waiting }
    if (waiting === 0) log.info(fields)
    else log.warn({ ...fields, hint: waitingHint })
  }

  for (const configured of first) begin(configured)
  return {
    ready: async () => {
      await Promise.all([...running.values()].map(({ server }) => server.ready()))
    },
    names: () => [...running.keys()],
    serve: (next) => {
      if (isClosed) return
      const { added, changed, removed } = compare(running, next)
      for (const configured of added) begin(configured)
      for (const configured of changed) {
        const former = running.get(configured.account.name) as Running
        // Both run for a while, as two workers do: so nobody waits for the former's last answers.
        begin(configured)
        end(former)
        if (settingsHash(former.configured.credentials) === settingsHash(configured.credentials)) continue
        probeAgain(deps.redis, configured.account).catch(() => {}) // Then its pause goes on.
      }
      for (const each of removed) {
        running.delete(each.configured.account.name)
        end(each, () => tellWaiting(each.configured))
      }
      if (added.length + changed.length + removed.length === 0) return
      log.info({
        event: 'accounts:changed',
        added: added.map(({ account }) => account.name),
        changed: changed.map(({ account }) => account.name),
        removed: removed.map(({ configured }) => configured.account.name),
      })
    },
    stop: async () => {
      isClosed = true
      for (const each of running.values()) end(each)
      await Promise.all(stopping)
    },
  }
}

function compare(running: ReadonlyMap<string, Running>, next: readonly ConfiguredAccount[]) {
  const names = new Set(next.map(({ account }) => account.name))
  return {
    added: next.filter(({ account }) => !running.has(account.name)),
    changed: next.filter((configured) => {
      const former = running.get(configured.account.name)
      return former !== undefined && settingsHash(former.configured) !== settingsHash(configured)
    }),
    removed: [...running].filter(([name]) => !names.has(name)).map(([, each]) => each),
  }
}

const waitingHint =
  'This worker serves the account no more. What waits stays in Redis, and goes out once a worker serves it again.'
