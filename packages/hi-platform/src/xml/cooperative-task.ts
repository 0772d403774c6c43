/** Work that is done in steps, so that others may have their turn between two of them. */
export type CooperativeTask<Result> = Generator<void, Result, void>

/** Does it all at once. */
export function runToEnd<Result>(steps: CooperativeTask<Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
