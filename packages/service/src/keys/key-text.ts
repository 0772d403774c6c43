import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const [idLength, secretLength, checksumLength] = [10, 43, 6]
/** For scanners of secrets, too: `disparo_`, 59 letters and digits, of which the last six are a checksum of all before. */
const form = new RegExp(`^disparo_([0-9A-Za-z]{${idLength}})[0-9A-Za-z]{${secretLength + checksumLength}}$`)

interface NewKey {
  readonly id: string
  /** Shown once, and kept nowhere. */
  readonly text: string
}

interface ReadKey {
  readonly id: string
  readonly hash: string
}

/** A key nobody has seen before: its id, 256 random bits, and a checksum. */
export function newKey(): NewKey {
  const id = randomText(idLength)
  const body = `disparo_${id}${randomText(secretLength)}`
  return { id, text: body + checksumOf(body) }
}

/**
 * What a key is looked up by and compared with; `undefined` for what is none, as one with a slip in it.
 * SHA-256 will do: nobody guesses 256 random bits, however fast each guess is. A slow hash is for what people think up.
 */
export function readKey(text: string): ReadKey | undefined {
  const id = form.exec(text)?.[1]
  const body = text.slice(0, -checksumLength)
  if (id === undefined || checksumOf(body) !== text.slice(-checksumLength)) return undefined
  return { id, hash: createHash('sha256').update(text).digest('base64url') }
}

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

function checksumOf(body: string): string {
  let rest = crc32(body)
  let digits = ''
  for (let place = 0; place < checksumLength; place += 1) {
    digits = alphabet.charAt(rest % alphabet.length) + digits
    rest = Math.floor(rest / alphabet.length)
  }
  return digits
}
