import { BatchState } from '@disparo/api'
import { z } from 'zod'

/** What of the register is shown, as the address says it. What it cannot say is as if it said nothing. */
const Filter = z.object({
  state: BatchState.optional().catch(undefined),
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
})
export type Filter = z.infer<typeof Filter>

export function readFilter(search: string): Filter {
  return Filter.parse(Object.fromEntries(new URLSearchParams(search)))
}

export function writeFilter(filter: Filter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const search = new URLSearchParams(given)
  return search.size > 0 ? `?${search}` : ''
}
