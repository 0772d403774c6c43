import { createHash } from 'node:crypto'
import type { FieldProblem } from '../message/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import { mostTemplates, type Template } from '../templates/index.js'
import { catalogueField, type Enforce, type TemplateSource } from './catalogue-state.js'

/** Larger catalogues are refused: every program that enqueues reads all of it. */
const largestBytes = 8 * 1024 * 1024

/** The templates cannot be put in force. The message says why, for whoever looks after them. */
export class UnusableCatalogueError extends Error {
  readonly code = 'UNUSABLE_CATALOGUE'
  /** Short and bounded, for a log. */
  readonly reason = 'unusable'

  constructor(message: string) {
    super(message)
    this.name = 'UnusableCatalogueError'
  }
}

interface Sync {
  readonly source: TemplateSource
  readonly enforce: Enforce
  /** A mark of the settings by which they were read. */
  readonly from: string
  readonly now: number
}

interface ReadCatalogue extends Sync {
  readonly templates: readonly Template[]
  readonly problems: readonly FieldProblem[]
}

/**
 * Puts templates in force, in place of the former ones. Answers whether they differ from those.
 * @throws UnusableCatalogueError where there is none, or too much of them; what is in force stays
 */
export async function storeCatalogue(
  redis: Redis,
  keys: AccountKeys,
  { source, enforce, from, templates, problems, now }: ReadCatalogue,
): Promise<boolean> {
  if (templates.length === 0) throw new UnusableCatalogueError('the list has no template in it')
  if (templates.length > mostTemplates)
    throw new UnusableCatalogueError(`the list has more than ${mostTemplates} templates`)
  const text = JSON.stringify(templates)
  if (Buffer.byteLength(text) > largestBytes)
    throw new UnusableCatalogueError('the templates take more than 8 MiB')
  const version = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  const former = await redis.hget(keys.templates, catalogueField.version)
  const fields = {
    [catalogueField.enforce]: enforce,
    [catalogueField.source]: source,
    [catalogueField.from]: from,
    [catalogueField.version]: version,
    [catalogueField.total]: templates.length,
    [catalogueField.fetchedAt]: now,
    [catalogueField.triedAt]: now,
    [catalogueField.problems]: JSON.stringify(problems),
    ...(former !== version && { [catalogueField.templates]: text }),
  }
  await redis
    .multi()
    .hset(keys.templates, fields)
    .hdel(keys.templates, catalogueField.failedAt, catalogueField.failure)
    .exec()
  return former !== version
}

/** Notes that the templates could not be read. What is in force stays. */
export async function recordCatalogueFailure(
  redis: Redis,
  keys: AccountKeys,
  { source, enforce, from, message, now }: Sync & { readonly message: string },
): Promise<void> {
  await redis.hset(keys.templates, {
    [catalogueField.enforce]: enforce,
    [catalogueField.source]: source,
    [catalogueField.from]: from,
    [catalogueField.failedAt]: now,
    [catalogueField.triedAt]: now,
    [catalogueField.failure]: message.slice(0, 500),
  })
}

/** The account has no catalogue any more. */
export async function dropCatalogue(redis: Redis, keys: AccountKeys): Promise<boolean> {
  return (await redis.del(keys.templates)) > 0
}
