import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** scrypt's parameters (RFC 7914): 2^`ln` rounds over blocks of 128·`r` bytes, `p` times. Memory: 128·r·2^ln bytes. */
interface ScryptCost {
  readonly ln: number
  readonly r: number
  readonly p: number
}

/** A password that can be checked but not read. */
export interface ScryptHash {
  readonly cost: ScryptCost
  readonly salt: Buffer
  readonly key: Buffer
}

/** 32 MiB, and about 160 ms of one core: one of those that OWASP's Password Storage Cheat Sheet names for scrypt. */
export const defaultCost: ScryptCost = { ln: 15, r: 8, p: 3 }

/** At most 128 MiB and 6 times the default's time, so that a hash from elsewhere cannot stop the service. */
const largest = { ln: 17, r: 8, p: 16, rounds: 2 ** 19, saltBytes: 64, keyBytes: 64 }
/** What scrypt's author had for logins in 2009 (16 MiB): whatever is weaker protects nobody any more. */
const smallest = { ln: 13, r: 8, p: 1, rounds: 2 ** 14, saltBytes: 16, keyBytes: 32 }

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** Hashes with a salt of its own. The work is done in libuv's threads. */
export async function hashSecret(secret: string, cost: ScryptCost = defaultCost): Promise<ScryptHash> {
  const salt = randomBytes(smallest.saltBytes)
  return { cost, salt, key: await deriveKey(secret, { cost, salt, bytes: smallest.keyBytes }) }
}

/** Whether this is the secret that was hashed; takes the same time either way. */
export async function fitsHash(secret: string, { cost, salt, key }: ScryptHash): Promise<boolean> {
  return timingSafeEqual(await deriveKey(secret, { cost, salt, bytes: key.length }), key)
}

/** `$scrypt$ln=15,r=8,p=3$<salt>$<key>`, both in base64 without padding: the form of PHC strings. */
export function formatHash({ cost: { ln, r, p }, salt, key }: ScryptHash): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(key)}`
}

/** Reads what `formatHash` writes; `undefined` for any other form, and for costs that are too small or too large. */
export function parseHash(text: string): ScryptHash | undefined {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    text,
  )
  if (!match) return undefined
  const [, ln, r, p, salt = '', key = ''] = match
  const hash = {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  }
  return isBounded(hash) ? hash : undefined
}

/** Whether it takes less memory, or less work, than what is made today. */
export function isWeak({ cost }: ScryptHash): boolean {
  return cost.ln < defaultCost.ln || roundsOf(cost) < roundsOf(defaultCost)
}

function roundsOf({ ln, p }: ScryptCost): number {
  return p * 2 ** ln
}

function isBounded({ cost, salt, key }: ScryptHash): boolean {
  const sizes = { ...cost, rounds: roundsOf(cost), saltBytes: salt.length, keyBytes: key.length }
  return (Object.keys(sizes) as (keyof typeof sizes)[]).every(
    (name) => sizes[name] >= smallest[name] && sizes[name] <= largest[name],
  )
}

function deriveKey(
  secret: string,
  { cost: { ln, r, p }, salt, bytes }: { cost: ScryptCost; salt: Buffer; bytes: number },
): Promise<Buffer> {
  const N = 2 ** ln
  // OpenSSL counts a little more than the blocks themselves.
  return derive(secret, salt, bytes, { N, r, p, maxmem: 128 * r * (N + p + 2) + 1024 * 1024 })
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
