/** Events of one kind, slice after slice, ascending within each: slice n has `at[first[n]]` up to `at[first[n + 1]]`. */
export interface Events {
  readonly first: Uint32Array
  readonly at: Float64Array
}

/** Takes events in the order of their slices; millions of them, so in flat arrays. Those after the end do not happen. */
export function eventList(
  slices: number,
  endsAt: number,
): { add(slice: number, moment: number): void; sorted(): Events } {
  const first = new Uint32Array(slices + 1)
  let at = new Float64Array(1 << 16)
  let count = 0
  return {
    add(slice, moment) {
      if (moment >= endsAt) return
      if (count === at.length) {
        const larger = new Float64Array(at.length * 2)
        larger.set(at)
        at = larger
      }
      at[count++] = moment
      first[slice + 1] = count
    },
    sorted() {
      for (let slice = 0; slice < slices; slice++) {
        first[slice + 1] = Math.max(first[slice + 1] as number, first[slice] as number)
        at.subarray(first[slice], first[slice + 1]).sort()
      }
      return { first, at: at.subarray(0, count) }
    },
  }
}
