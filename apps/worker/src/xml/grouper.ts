import { type Group, joinGroup, takeDue, type Waiting } from './grouping.js'

interface Grouper<T, R> {
  /** Waits for others of the same key, and answers what has become of this one. A key has one `max`. */
  join(member: T, group: { readonly key: string; readonly max: number }): Promise<R>
  /** From now on nobody waits for others. */
  flush(): void
}

interface Place<T, R> {
  readonly member: T
  readonly resolve: (result: R) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets members wait for each other, for `waitMs` at most, and sends each of them once.
 * @param send - answers for each member, in their order; or for the first of them, one at least: then the others go next
 */
export function openGrouper<T, R>({
  waitMs,
  send,
}: {
  readonly waitMs: number
  readonly send: (members: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>
}): Grouper<T, R> {
  let waiting: Waiting<Place<T, R>> = new Map()
  let patienceMs = waitMs

  const leave = async ({ members }: Group<Place<T, R>>) => {
    let left = members
    try {
      while (left.length > 0) {
        const results = await send(left.map(({ member }) => member))
        if (results.length === 0) throw new TypeError('Nobody of a group was answered for')
        left.slice(0, results.length).forEach(({ resolve, reject }, index) => {
          const result = results[index]
          if (result?.status === 'fulfilled') resolve(result.value)
          else reject(result?.reason)
        })
        left = left.slice(results.length)
      }
    } catch (error) {
      for (const { reject } of left) reject(error)
    }
  }
  const leaveDue = (now: number) => {
    const taken = takeDue(waiting, now)
    waiting = taken.waiting
    for (const group of taken.due) void leave(group)
  }

  return {
    join: (member, { key, max }) =>
      new Promise<R>((resolve, reject) => {
        const place = { member, resolve, reject }
        const now = performance.now()
        const joined = joinGroup(waiting, { key, member: place, now }, { max, waitMs: patienceMs })
        waiting = joined.waiting
        const { dueAt } = joined.group
        if (joined.isComplete) void leave(joined.group)
        else if (joined.group.members.length === 1) setTimeout(leaveDue, patienceMs, dueAt)
      }),
    flush: () => {
      patienceMs = 0
      leaveDue(Number.POSITIVE_INFINITY)
    },
  }
}
