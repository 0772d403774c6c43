import { scryptSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultCost, fitsHash, formatHash, hashSecret, isWeak, parseHash } from './scrypt-hash.js'

const cheap = { ln: 10, r: 8, p: 1 }
const salt = Buffer.alloc(16, 7).toString('base64').replace(/=+$/, '')
const key = Buffer.alloc(32, 9).toString('base64').replace(/=+$/, '')

test('a hash fits the secret it was made of, and no other', async () => {
  const secrets = fc.string({ unit: 'binary', maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(secrets, secrets, async (secret, other) => {
      const hash = await hashSecret(secret, cheap)
      expect(await fitsHash(secret, hash)).toBe(true)
      expect(await fitsHash(other, hash)).toBe(Buffer.from(other).equals(Buffer.from(secret)))
    }),
    { numRuns: 40 },
  )
})

test('a hash is the same after it was written and read', () => {
  const bytes = (minLength: number) =>
    fc.uint8Array({ minLength, maxLength: 64 }).map((all) => Buffer.from(all))
  const costs = fc.record({
    ln: fc.integer({ min: 14, max: 17 }),
    r: fc.constant(8),
    p: fc.integer({ min: 1, max: 4 }),
  })
  fc.assert(
    fc.property(fc.record({ cost: costs, salt: bytes(16), key: bytes(32) }), (hash) => {
      expect(parseHash(formatHash(hash))).toEqual(hash)
    }),
  )
})

test('the default costs 3 times 2^15 rounds of 8 blocks, and the hash is what scrypt makes of the secret', async () => {
  const text = formatHash(await hashSecret('senha'))
  expect(text).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  const [saltText = '', keyText = ''] = text.split('$').slice(3)
  const made = scryptSync('senha', Buffer.from(saltText, 'base64'), 32, {
    N: 2 ** 15,
    r: 8,
    p: 3,
    maxmem: 64 * 1024 * 1024,
  })
  expect(made.toString('base64').replace(/=+$/, '')).toBe(keyText)
})

test('the same secret has another hash each time', async () => {
  expect(formatHash(await hashSecret('senha', cheap))).not.toBe(formatHash(await hashSecret('senha', cheap)))
})

test('a hash of an earlier version, of a third of the work, still fits', async () => {
  const old = { ln: 15, r: 8, p: 1 }
  const hash = parseHash(formatHash(await hashSecret('senha', old)))
  if (!hash) throw new Error('It cannot be read')
  expect(hash.cost).toEqual(old)
  expect(await fitsHash('senha', hash)).toBe(true)
})

test.each([
  ['ln=14,r=8,p=1', true],
  ['ln=15,r=8,p=1', true],
  ['ln=16,r=8,p=1', true],
  ['ln=14,r=8,p=6', true],
  ['ln=15,r=8,p=3', false],
  ['ln=16,r=8,p=2', false],
  ['ln=17,r=8,p=1', false],
])('%s is weaker than what is made today: %s', (cost, weak) => {
  const hash = parseHash(`$scrypt$${cost}$${salt}$${key}`)
  expect(hash && isWeak(hash)).toBe(weak)
  expect(isWeak({ cost: defaultCost, salt: Buffer.alloc(0), key: Buffer.alloc(0) })).toBe(false)
})

test('the costliest hash that is read can be checked', async () => {
  const hash = parseHash(`$scrypt$ln=17,r=8,p=4$${salt}$${key}`)
  if (!hash) throw new Error('It cannot be read')
  expect(await fitsHash('senha', hash)).toBe(false)
})

test.each([
  ['nothing', ''],
  ['a password', 'senha-secreta'],
  ['another function', `$argon2id$ln=15,r=8,p=1$${salt}$${key}`],
  ['no key', `$scrypt$ln=15,r=8,p=1$${salt}`],
  ['an empty key', `$scrypt$ln=15,r=8,p=1$${salt}$`],
  ['a short key', `$scrypt$ln=15,r=8,p=1$${salt}$AAAA`],
  ['a short salt', `$scrypt$ln=15,r=8,p=1$AAAA$${key}`],
  ['a long key', `$scrypt$ln=15,r=8,p=1$${salt}$${key.repeat(3)}`],
  ['too cheap', `$scrypt$ln=10,r=8,p=1$${salt}$${key}`],
  ['a little too cheap', `$scrypt$ln=13,r=8,p=1$${salt}$${key}`],
  ['cheap in memory', `$scrypt$ln=12,r=8,p=16$${salt}$${key}`],
  ['too costly', `$scrypt$ln=18,r=8,p=1$${salt}$${key}`],
  ['too large blocks', `$scrypt$ln=15,r=16,p=1$${salt}$${key}`],
  ['too costly in time', `$scrypt$ln=17,r=8,p=5$${salt}$${key}`],
  ['too many lanes', `$scrypt$ln=14,r=8,p=17$${salt}$${key}`],
  ['no lane', `$scrypt$ln=15,r=8,p=0$${salt}$${key}`],
  ['other characters', `$scrypt$ln=15,r=8,p=1$${salt}$${key.slice(1)}!`],
  ['more after it', `$scrypt$ln=15,r=8,p=1$${salt}$${key}\n`],
])('%s is no hash', (_, text) => {
  expect(parseHash(text)).toBeUndefined()
})
