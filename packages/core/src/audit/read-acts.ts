import type { AccountKeys, Redis } from '../redis/index.js'
import { type Act, type AuditAction, auditActions } from './act.js'

export interface ActQuery {
  readonly limit: number
  readonly action?: AuditAction | undefined
  readonly by?: string | undefined
  /** The `next` of the page before. */
  readonly before?: string | undefined
  /** Epoch ms: older ones are left out. */
  readonly since: number
}

/** With a filter so many are looked at for a page, a chunk at a time. */
const lookedAtMost = 5_000
const chunk = 1_000

/** The latest first; `next` where there may be older ones. */
export async function readActs(
  redis: Redis,
  keys: AccountKeys,
  { limit, action, by, before, since }: ActQuery,
): Promise<{ readonly acts: readonly Act[]; readonly next?: string }> {
  const isFiltered = action !== undefined || by !== undefined
  const acts: Act[] = []
  let end = before
  for (let looked = 0; looked < lookedAtMost; looked += chunk) {
    const count = isFiltered ? chunk : limit + 1
    const from = end === undefined ? '+' : `(${end}`
    const found = await redis.xrevrange(keys.audit, from, String(since), 'COUNT', count)
    for (const [id, fields] of found) {
      // There is one more than the page has.
      if (acts.length === limit) return { acts, next: String(acts.at(-1)?.id) }
      const act = readAct(id, fields)
      if (act && (action ?? act.action) === act.action && (by ?? act.by) === act.by) acts.push(act)
      end = id
    }
    if (found.length < count) return { acts }
  }
  return { acts, ...(end !== undefined && { next: end }) }
}

/** What a later version noted and this one does not know is left out. */
function readAct(id: string, fields: readonly string[]): Act | undefined {
  const { action, count, by, batch, message, what } = Object.fromEntries(
    fields.flatMap((name, index) => (index % 2 === 0 ? [[name, fields[index + 1]]] : [])),
  ) as Partial<Record<string, string>>
  const known = auditActions.find((each) => each === action)
  if (!known) return undefined
  const at = new Date(Number(id.split('-')[0])).toISOString()
  return {
    ...{ id, at, action: known },
    ...(by && { by }),
    ...(batch && { batch }),
    ...(message && { message }),
    ...(count && { count: Number(count) }),
    ...(what && { what }),
  }
}
