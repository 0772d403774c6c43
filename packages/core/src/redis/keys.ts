/** The Redis keys of one account. All share one hash tag, so a Redis Cluster keeps an account on one slot. */
export interface AccountKeys {
  /** Prefix of BullMQ's own keys. */
  readonly prefix: string
  readonly gate: string
  readonly permits: string
  message(id: string): string
  batch(id: string): string
  /** Bitmap: which rows of the batch are messages of it. */
  batchRows(id: string): string
  /** Hash row → message id, for the rows whose id comes from a key of their own. */
  batchKeys(id: string): string
}

export function accountKeys(account: string): AccountKeys {
  const prefix = `disparo:{${account}}`
  return {
    prefix,
    gate: `${prefix}:gate`,
    permits: `${prefix}:gate:permits`,
    message: (id) => `${prefix}:msg:${id}`,
    batch: (id) => `${prefix}:batch:${id}`,
    batchRows: (id) => `${prefix}:batch:${id}:rows`,
    batchKeys: (id) => `${prefix}:batch:${id}:keys`,
  }
}
