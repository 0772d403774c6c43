import { callOptions, parseOptions } from './call-options.js'
import { askForSync, type CatalogueState, listTemplates, readCatalogueState } from './catalogue/index.js'
import type { Disparo } from './disparo.js'
import type { OpenAccount } from './open-account.js'

const syncMs = 15_000
const scanMs = 10_000
const mostOfPage = 500

/** The templates that messages are checked against. */
export function templateCalls({
  deps: { redis, keys },
  settings,
  templates: cache,
  ask,
}: OpenAccount): Pick<Disparo, 'templates' | 'syncTemplates'> {
  const stateOf = (noted: CatalogueState | undefined): CatalogueState => {
    const enforce = settings.templates?.enforce ?? noted?.enforce ?? 'warn'
    return { total: 0, problems: [], ...noted, enforce }
  }
  return {
    templates: async (given) => {
      const { limit = 100, ...query } = parseOptions(callOptions.templates, given)
      const state = await ask(() => readCatalogueState(redis, keys))
      const known = await cache.current()
      if (known.version !== state?.version) cache.invalidate()
      const { catalogue } = known.version === state?.version ? known : await cache.current()
      const page = { ...query, limit: Math.min(mostOfPage, Math.max(1, limit)) }
      return { ...stateOf(state), ...listTemplates(catalogue?.templates ?? [], page) }
    },
    syncTemplates: async (given) => {
      parseOptions(callOptions.change, given)
      const before = await ask(() => readCatalogueState(redis, keys))
      const isTried =
        before !== undefined && (await ask(() => askForSync(redis, keys, syncMs), syncMs + scanMs))
      cache.invalidate()
      const state = stateOf(await ask(() => readCatalogueState(redis, keys)))
      return {
        ...state,
        synced: isTried && state.failure === undefined,
        pending: before !== undefined && !isTried,
      }
    },
  }
}
