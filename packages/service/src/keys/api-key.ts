import type { Role } from '../users/index.js'

/** A key as it is kept and listed: nothing of it lets anybody in. */
export interface ApiKey {
  /** The public part of the key's text. */
  readonly id: string
  /** What it is for, in the words of who made it. */
  readonly name: string
  readonly roles: readonly Role[]
  readonly accounts: '*' | readonly string[]
  /** The user who made it: it may no more than that user may. */
  readonly createdBy: string
  /** Epoch ms. */
  readonly createdAt: number
  /** Epoch ms; absent where it is good until it is revoked. */
  readonly expiresAt?: number | undefined
}

export interface KnownKey extends ApiKey {
  /** Epoch ms, to the minute; absent where it was never used. */
  readonly lastUsedAt?: number | undefined
}
