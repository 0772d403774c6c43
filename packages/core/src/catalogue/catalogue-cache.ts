import type { AccountKeys, Redis } from '../redis/index.js'
import { openTemplateCatalogue, type TemplateCatalogue } from '../templates/index.js'
import { catalogueField, Enforce } from './catalogue-state.js'
import { readCatalogue } from './read-catalogue.js'

/** What messages are checked by now. */
export interface CatalogueInForce {
  readonly enforce: Enforce
  /** Absent, as the catalogue is, where the account has none. */
  readonly version?: string
  readonly catalogue?: TemplateCatalogue
}

export interface CatalogueCache {
  /** What is in force, a few seconds old at most while calls come. @throws what `ask` throws */
  current(): Promise<CatalogueInForce>
  /** The next call looks again. */
  invalidate(): void
}

interface CacheDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  /** What the account's settings say; else it is what the worker has noted down. */
  readonly enforce: Enforce | undefined
  readonly ask: <T>(operation: () => Promise<T>) => Promise<T>
}

/** From then on it is looked up while the former one is still answered, so that no message waits for it. */
const freshMs = 2_000
/** From then on calls wait for it: nothing was asked for a while, and much may have changed. */
const staleMs = 10_000

interface Known {
  readonly inForce: CatalogueInForce
  readonly at: number
}

/** Keeps the templates in force in this process. Only what has changed is read: one field, as a rule. */
export function openCatalogueCache({ redis, keys, enforce, ask }: CacheDeps): CatalogueCache {
  let known: Known | undefined
  let looking: Promise<Known> | undefined
  let generation = 0

  const read = async (): Promise<Known> => {
    const at = performance.now()
    const [version, noted] = await redis.hmget(keys.templates, catalogueField.version, catalogueField.enforce)
    if (!version) return { inForce: { enforce: enforceOf(noted) }, at }
    if (version === known?.inForce.version) {
      return { inForce: { ...known.inForce, enforce: enforceOf(noted) }, at }
    }
    return { inForce: inForceOf(await readCatalogue(redis, keys)), at }
  }
  const enforceOf = (noted: string | null | undefined): Enforce => {
    const said = Enforce.safeParse(noted)
    return enforce ?? (said.success ? said.data : 'warn')
  }
  const inForceOf = (found: Awaited<ReturnType<typeof readCatalogue>>): CatalogueInForce => ({
    enforce: enforceOf(found?.state.enforce),
    ...(found?.state.version !== undefined && {
      version: found.state.version,
      catalogue: openTemplateCatalogue(found.templates),
    }),
  })

  const look = (): Promise<Known> => {
    if (looking) return looking
    const begun = generation
    const found = ask(read).finally(() => {
      if (looking === found) looking = undefined
    })
    looking = found
    found.then(
      (read) => {
        if (begun === generation) known = read
      },
      () => {},
    )
    return found
  }

  return {
    current: async () => {
      const age = known === undefined ? Number.POSITIVE_INFINITY : performance.now() - known.at
      if (known === undefined || age > staleMs) return (await look()).inForce
      if (age > freshMs) look().catch(() => {})
      return known.inForce
    },
    invalidate: () => {
      known = undefined
      looking = undefined
      generation += 1
    },
  }
}
