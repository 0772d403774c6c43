import { createHmac, hash } from 'node:crypto'
import { recipientKey } from '../message/index.js'
import { DataKeyMissingError } from './data-key-missing-error.js'
import type { DataKeys } from './data-keys.js'
import { type DerivedKeys, deriveKeys } from './derived-keys.js'
import { escapePlain, keyFingerprint, openText, readSealed, sealText, unescapePlain } from './sealed-text.js'

/** What is sealed; each has a key of its own, and one is never opened as another. */
export type SealedKind =
  | 'message'
  | 'recipient'
  | 'detail'
  | 'label'
  | 'webhook'
  | 'batch'
  | 'origin'
  | 'report'
  | 'person'
  | 'suppressed'

/** An account's personal data at rest: how it is sealed, opened and told apart. */
export interface Seal {
  /** Seals a text of the message `id` ("" where it is of none) by the first key; without a key it stays plain. */
  seal(kind: SealedKind, id: string, text: string): string
  /**
   * Opens what `close` has sealed; what is plain (it was there before the key) is answered as it was.
   * @throws DataKeyMissingError
   * @throws BrokenSealError
   */
  open(kind: SealedKind, id: string, text: string): string
  /** What names its keys (`sealedBy`). */
  readonly keyFingerprints: readonly string[]
  /** Whether it has the key that this names. */
  hasKey(mark: string): boolean
  /** 96 bits that a recipient is found by, whichever way it is written: by the first key, then by each other. None without a key. */
  blindIndexes(recipient: string): readonly string[]
  /** 72 bits that tell whether two texts are one: by the first key, by each other, and last as they are without a key. */
  fingerprints(text: string): readonly [string, ...string[]]
}

const markChars = 16
const printChars = 12

/** Seals nothing: an account without a data key. */
export const noSeal: Seal = {
  seal: (_kind, _id, text) => escapePlain(text),
  open: (_kind, _id, text) => {
    const sealed = readSealed(text)
    if (sealed) throw new DataKeyMissingError(keyFingerprint(sealed.keyId, sealed.check))
    return unescapePlain(text)
  },
  keyFingerprints: [],
  hasKey: () => false,
  blindIndexes: () => [],
  fingerprints: (text) => [plainPrint(text)],
}

/** The seal of an account: what one account's is sealed by opens in no other. */
export function openSeal(account: string, keys: DataKeys | undefined): Seal {
  if (keys === undefined) return noSeal
  const first = deriveKeys(keys[0], account)
  const derived = [first, ...keys.slice(1).map((key) => deriveKeys(key, account))]
  const keyMarks = derived.map(({ id, check }) => keyFingerprint(id, check))
  const bound = (kind: SealedKind, id: string) => `${kind}\n${account}\n${id}`
  return {
    seal: (kind, id, text) =>
      sealText(text, {
        keyId: first.id,
        check: first.check,
        key: first.for(kind),
        bound: bound(kind, id),
      }),
    open: (kind, id, text) => {
      const sealed = readSealed(text)
      if (sealed === undefined) return unescapePlain(text)
      const keys = derived.find(({ id, check }) => id === sealed.keyId && check.equals(sealed.check))
      if (keys === undefined) throw new DataKeyMissingError(keyFingerprint(sealed.keyId, sealed.check))
      return openText(sealed, { key: keys.for(kind), bound: bound(kind, id) })
    },
    keyFingerprints: keyMarks,
    hasKey: (mark) => keyMarks.includes(mark),
    blindIndexes: (recipient) => {
      const written = recipientKey(recipient)
      return derived.map((keys) => digest(keys, 'mark', written).slice(0, markChars))
    },
    fingerprints: (text) => {
      const others = derived.slice(1).map((keys) => print(keys, text))
      return [print(first, text), ...others, plainPrint(text)]
    },
  }
}

function print(keys: DerivedKeys, text: string): string {
  return digest(keys, 'print', text).slice(0, printChars)
}

function digest(keys: DerivedKeys, purpose: string, text: string): string {
  return createHmac('sha256', keys.for(purpose)).update(text).digest('base64url')
}

function plainPrint(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, printChars)
}
