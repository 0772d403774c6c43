import type { AccountKeys, Redis } from '../redis/index.js'
import type { Template } from '../templates/index.js'
import { type CatalogueState, catalogueField, readStateFields, stateFields } from './catalogue-state.js'

/** How the catalogue stands; `undefined` where there is none, and none was tried to be read. */
export async function readCatalogueState(
  redis: Redis,
  keys: AccountKeys,
): Promise<CatalogueState | undefined> {
  return readStateFields(await redis.hmget(keys.templates, ...stateFields))
}

/** The same, and the templates in force. */
export async function readCatalogue(
  redis: Redis,
  keys: AccountKeys,
): Promise<{ readonly state: CatalogueState; readonly templates: readonly Template[] } | undefined> {
  const values = await redis.hmget(keys.templates, ...stateFields, catalogueField.templates)
  const state = readStateFields(values)
  const text = values.at(-1)
  return state && { state, templates: text ? (JSON.parse(text) as Template[]) : [] }
}
