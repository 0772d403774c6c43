import { BrokenSealError } from './broken-seal-error.js'
import { DataKeyMissingError } from './data-key-missing-error.js'
import type { Seal, SealedKind } from './seal.js'

/** As `seal.open`; `undefined` for what does not open, where the rest is worth showing without it. */
export function tryOpen(seal: Seal, kind: SealedKind, id: string, text: string): string | undefined {
  try {
    return seal.open(kind, id, text)
  } catch (error) {
    if (error instanceof DataKeyMissingError || error instanceof BrokenSealError) return undefined
    throw error
  }
}
