import * as z from 'zod/mini'
import { matching } from '../../shell/matching.js'
import { batchStates } from './state-tone.js'

const State = z.enum(batchStates)
const Name = matching(/^.{1,100}$/s)
const After = matching(/^\d{1,15}\.[0-9a-f-]{36}$/)

/** What of the register is shown. */
export interface Filter {
  readonly state?: z.infer<typeof State> | undefined
  readonly q?: string | undefined
  readonly after?: string | undefined
}

/** As the address says it. What it cannot say is as if it said nothing. */
export function readFilter(search: string): Filter {
  const given = new URLSearchParams(search)
  return {
    state: State.safeParse(given.get('state')).data,
    q: Name.safeParse(given.get('q')?.trim()).data,
    after: After.safeParse(given.get('after')).data,
  }
}

export function writeFilter(filter: Filter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const search = new URLSearchParams(given)
  return search.size > 0 ? `?${search}` : ''
}
