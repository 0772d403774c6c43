import type { AccountKeys, Redis } from '../redis/index.js'

/** A template as the gate knows it. Neither name has a line break. */
export interface TemplateName {
  readonly namespace: string
  readonly elementName: string
}

/** A template that rests: its messages are refused while others get through. */
export interface RestingTemplate extends TemplateName {
  /** Why its messages are refused: an outcome's reason, as `http-500`. */
  readonly reason: string
  /** When the first of them was refused. */
  readonly since: Date
  /** When the next of them tries. */
  readonly until: Date
}

/** The name of a template in Redis (fault-attribution.lua.ts). */
export function templateName({ namespace, elementName }: TemplateName): string {
  return `${namespace}\n${elementName}`
}

/** Nobody waits any more for a template that may try for so long and does not. */
const forgottenMs = 10 * 60_000

/** The templates of which something was refused and nothing got through since; those that rest with the reason and times. */
export async function readRefusedTemplates(
  redis: Redis,
  { faults }: Pick<AccountKeys, 'faults'>,
): Promise<(TemplateName & Partial<RestingTemplate>)[]> {
  const records = Object.entries(await redis.hgetall(faults)).filter(([name]) => name.startsWith('t'))
  return records.map(([name, json]) => {
    const [namespace = '', elementName = ''] = name.slice(1).split('\n')
    const { since, until, reason } = JSON.parse(json) as { since: number; until?: number; reason?: string }
    if (until === undefined) return { namespace, elementName }
    return {
      namespace,
      elementName,
      reason: reason ?? 'other',
      since: new Date(since),
      until: new Date(until),
    }
  })
}

/** The templates that rest at `now` (epoch ms), those longest at rest first. */
export async function readRestingTemplates(
  redis: Redis,
  keys: Pick<AccountKeys, 'faults'>,
  now: number,
): Promise<RestingTemplate[]> {
  const refused = await readRefusedTemplates(redis, keys)
  return refused
    .filter(
      (one): one is RestingTemplate => one.until !== undefined && one.until.getTime() > now - forgottenMs,
    )
    .sort((one, other) => one.since.getTime() - other.since.getTime())
}
