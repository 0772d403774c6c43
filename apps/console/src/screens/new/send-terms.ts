import type { SendTerms } from '../../api/upload.js'
import type { Draft } from './draft.js'

const yearMs = 366 * 86_400_000

/** What is wrong with the time that was chosen. */
export function timeTrouble(time: string | undefined, now: number): 'timeWrong' | 'timeFar' | undefined {
  if (time === undefined) return undefined
  const at = new Date(time).getTime()
  if (!(at > now)) return 'timeWrong'
  return at - now > yearMs ? 'timeFar' : undefined
}

/** How the rows go, as the service takes it. Corrections go as their campaign goes. */
export function sendTerms(
  { terms: { name, time, canary, maxPerMinute, replace }, unique }: Pick<Draft, 'terms' | 'unique'>,
  into: string | undefined,
): SendTerms {
  if (into !== undefined) return { into, ...(replace && { replace: 'true' }) }
  const at = time === undefined ? Number.NaN : new Date(time).getTime()
  return {
    name: name.trim() || undefined,
    sendAt: Number.isNaN(at) ? undefined : new Date(at).toISOString(),
    canary: canary?.toString(),
    maxPerMinute: maxPerMinute?.toString(),
    unique: unique ? 'to' : undefined,
  }
}
