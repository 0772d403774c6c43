import * as z from 'zod/mini'
import type { SuppressionFilter } from '../../api/suppressions.js'
import { matching } from '../../shell/matching.js'
import { reasons } from './terms.js'

const Reason = z.enum(reasons)
const Import = matching(/^[\w-]{1,64}$/)
const After = matching(/^[\w-]{2}[0-3](?:[\w-]{9})?$/)

/** Who of the list is shown, as the address says it: nothing of a person stands in it. */
export function readFilter(search: string): SuppressionFilter {
  const given = new URLSearchParams(search)
  return {
    reason: Reason.safeParse(given.get('reason')).data,
    import: Import.safeParse(given.get('import')).data,
    after: After.safeParse(given.get('after')).data,
  }
}

export function writeFilter(filter: SuppressionFilter): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value)
  return search.size > 0 ? `?${search}` : ''
}
