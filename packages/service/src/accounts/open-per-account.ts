import { settingsHash } from '../follow/index.js'

interface PerAccount<Configured, Thing> {
  /** One for each account, in the order of accounts. */
  things(): readonly Thing[]
  /** These are the accounts from now on. Answers the things of those that are gone or have changed, for the caller to close. */
  serve(accounts: readonly Configured[]): readonly Thing[]
}

/** Something that is open for each account, and opened anew only where the account's settings have changed. */
export function openPerAccount<Configured, Thing>(
  nameOf: (configured: Configured) => string,
  open: (configured: Configured) => Thing,
): PerAccount<Configured, Thing> {
  let held = new Map<string, { readonly hash: string; readonly thing: Thing }>()
  return {
    things: () => [...held.values()].map(({ thing }) => thing),
    serve: (accounts) => {
      const former = held
      held = new Map(
        accounts.map((configured) => {
          const [name, hash] = [nameOf(configured), settingsHash(configured)]
          const known = former.get(name)
          return [name, known?.hash === hash ? known : { hash, thing: open(configured) }]
        }),
      )
      return [...former].flatMap(([name, each]) => (held.get(name) === each ? [] : [each.thing]))
    },
  }
}
