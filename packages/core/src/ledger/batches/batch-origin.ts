/** What the rows of a batch came as. */
export const batchSources = ['csv', 'ndjson', 'json', 'xlsx', 'xml', 'library'] as const
export type BatchSource = (typeof batchSources)[number]

/** Where a batch comes from, as people find it again. */
export interface BatchOrigin {
  /** What people call it; 1 to 100 characters. */
  readonly name?: string | undefined
  /** Who enqueued it. */
  readonly createdBy?: string | undefined
  readonly source?: BatchSource | undefined
}

/** As the batch's hash keeps it: field, value, … */
export function originFields({ name, createdBy, source }: BatchOrigin): string[] {
  const fields = { name, createdBy, source }
  return Object.entries(fields).flatMap(([field, value]) => (value ? [field, value] : []))
}

export function parseOrigin(hash: Readonly<Record<string, string>>): BatchOrigin {
  const { name, createdBy } = hash
  const source = batchSources.find((each) => each === hash.source)
  return { ...(name ? { name } : {}), ...(createdBy ? { createdBy } : {}), ...(source ? { source } : {}) }
}
