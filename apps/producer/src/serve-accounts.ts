import type { Disparo } from '@disparo/core'
import type { Account } from '@disparo/core/internal/account'
import { settingsHash } from '@disparo/service/follow'
import type { Accounts } from './accounts/find-account.js'

interface ServedAccounts {
  /** Those of now, by name, in the order of configuration. */
  readonly accounts: Accounts
  /** Their settings, in the same order. */
  readonly addresses: readonly Account[]
  /**
   * Opens what is new or has changed, and then, at once for all, serves these instead. Answers what closes the others, once
   * no request works with them any more.
   */
  serve(next: readonly Account[]): Promise<() => void>
}

/** Serves a set of accounts that changes. Accounts that stay as they are do not notice. */
export function serveAccounts(
  first: readonly Account[],
  open: (account: Account) => Disparo,
): ServedAccounts {
  const accounts = new Map<string, Disparo>()
  const addresses: Account[] = []

  const choose = (next: readonly Account[]) => {
    const known = new Map(addresses.map((account) => [account.name, settingsHash(account)]))
    return next.map((account) => {
      const former =
        known.get(account.name) === settingsHash(account) ? accounts.get(account.name) : undefined
      return { account, disparo: former ?? open(account), isNew: former === undefined }
    })
  }
  const install = (chosen: ReturnType<typeof choose>) => {
    const kept = new Set(chosen.map(({ disparo }) => disparo))
    const dropped = [...accounts.values()].filter((disparo) => !kept.has(disparo))
    accounts.clear()
    for (const { account, disparo } of chosen) accounts.set(account.name, disparo)
    addresses.splice(0, addresses.length, ...chosen.map(({ account }) => account))
    return dropped
  }

  install(choose(first))
  return {
    accounts,
    addresses,
    serve: async (next) => {
      const chosen = choose(next)
      // Until its connection stands, the first request to an account would be refused. A Redis that is away refuses all.
      const opened = chosen.filter(({ isNew }) => isNew)
      await Promise.all(opened.map(({ disparo }) => disparo.ping().catch(() => {})))
      const dropped = install(chosen)
      return () => {
        for (const disparo of dropped) disparo.close().catch(() => {})
      }
    },
  }
}
