/**
 * Does the work for each of the items, so many at a time, and gives the results in their order. Once one has failed, no
 * other is begun; it throws when nobody is at work any more.
 */
export async function mapConcurrent<Item, Result>(
  width: number,
  items: readonly Item[],
  work: (item: Item, position: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const failures: unknown[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [position, item] of queue) {
      if (failures.length > 0) return
      try {
        results[position] = await work(item, position)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  if (failures.length > 0) throw failures[0]
  return results
}
