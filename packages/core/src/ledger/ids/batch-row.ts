/** Which row of which batch a message is. */
export interface BatchRow {
  readonly batch: string
  readonly row: number
}

/** The id of a batch's row that has no key of its own: repeating the batch finds the same message again. */
export function rowId(batch: string, row: number): string {
  return `${batch}-${row}`
}

/** The place of a message whose id says it (a batch's id is a UUID); for others the entry keeps it. */
export function parseRowId(id: string): BatchRow | undefined {
  const [, batch, row] = /^(.{36})-(\d+)$/.exec(id) ?? []
  return batch && row ? { batch, row: Number(row) } : undefined
}

/** The place that an id says, or else the fields of an entry. */
export function batchRowOfEntry(
  id: string,
  batch: string | null | undefined,
  row: string | null | undefined,
): Partial<BatchRow> {
  if (!batch) return parseRowId(id) ?? {}
  return { batch, ...(row ? { row: Number(row) } : {}) }
}
