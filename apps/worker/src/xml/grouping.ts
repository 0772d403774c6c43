/** Members that wait for each other, to go together at `dueAt` (ms) at the latest. */
export interface Group<T> {
  readonly key: string
  readonly dueAt: number
  readonly members: readonly T[]
}

/** Those that wait, at most one group for each key. */
export type Waiting<T> = ReadonlyMap<string, Group<T>>

/**
 * Puts a member into the group of its key, in the order of coming. A group that has `max` members is complete, and does
 * not wait any more; a first member makes one, which waits for `waitMs`.
 */
export function joinGroup<T>(
  waiting: Waiting<T>,
  { key, member, now }: { readonly key: string; readonly member: T; readonly now: number },
  { max, waitMs }: { readonly max: number; readonly waitMs: number },
): { readonly waiting: Waiting<T>; readonly group: Group<T>; readonly isComplete: boolean } {
  const joined = waiting.get(key)
  const members = [...(joined?.members ?? []), member]
  const group = { key, dueAt: joined?.dueAt ?? now + waitMs, members }
  const isComplete = members.length >= max
  const rest = new Map(waiting)
  if (isComplete) rest.delete(key)
  else rest.set(key, group)
  return { waiting: rest, group, isComplete }
}

/** Takes the groups whose time has come by `now`. */
export function takeDue<T>(
  waiting: Waiting<T>,
  now: number,
): { readonly waiting: Waiting<T>; readonly due: readonly Group<T>[] } {
  const groups = [...waiting.values()]
  const rest = groups.filter(({ dueAt }) => dueAt > now)
  return {
    waiting: new Map(rest.map((group) => [group.key, group])),
    due: groups.filter(({ dueAt }) => dueAt <= now),
  }
}
