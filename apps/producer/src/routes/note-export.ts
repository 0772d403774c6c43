import type { Disparo } from '@disparo/core'
import type { User } from '@disparo/service/users'

const largestPage = 1_000

/** Whether a page is the first of all there is: who takes the largest pages from the beginning takes a list away. */
export function isExport({
  limit,
  after,
}: {
  readonly limit?: number | undefined
  readonly after?: unknown
}): boolean {
  return limit === largestPage && !after
}

/** Notes who takes a list of people away, before it goes. */
export function noteExport(
  disparo: Disparo,
  user: User | null,
  of: { readonly batch?: string; readonly what: 'messages' | 'suppressions' },
): Promise<void> {
  return disparo.noteAct({ action: 'exported', by: user?.name, ...of })
}
