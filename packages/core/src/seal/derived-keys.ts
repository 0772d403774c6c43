import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { DataKey } from './data-keys.js'
import { checkBytes } from './sealed-text.js'

const derivedBytes = 32

/** What one data key becomes in one account: a key of its own for each purpose (HKDF-SHA256, RFC 5869). */
export interface DerivedKeys {
  readonly id: string
  readonly check: Buffer
  for(purpose: string): KeyObject
}

export function deriveKeys({ id, bytes }: DataKey, account: string): DerivedKeys {
  const derive = (info: string, length: number) =>
    Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), `disparo/1/${info}`, length))
  const known = new Map<string, KeyObject>()
  return {
    id,
    check: derive('check', checkBytes),
    for: (purpose) => {
      const key = known.get(purpose) ?? createSecretKey(derive(`${account}/${purpose}`, derivedBytes))
      known.set(purpose, key)
      return key
    },
  }
}
