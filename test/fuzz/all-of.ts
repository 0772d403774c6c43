/** Like `Promise.all`, but waits for the end of all of them, so that a failure leaves nothing under way. */
export async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}
