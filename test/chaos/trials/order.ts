/** For each row, as they came, how many places it is away from its own in ascending order. */
export function placesOff(rows: readonly number[]): number[] {
  const places = new Map(rows.toSorted((a, b) => a - b).map((row, place) => [row, place]))
  return rows.map((row, index) => Math.abs(index - (places.get(row) ?? 0)))
}
