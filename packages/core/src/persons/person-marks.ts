import { hash, randomBytes } from 'node:crypto'
import { clockLua } from '../gate/index.js'
import { recipientKey } from '../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { keyFingerprintOf, noSeal, type Seal, tryOpen } from '../seal/index.js'
import { openPersonsLua, resealPersonKeyLua } from './person-keys.lua.js'

const openScript = defineScript('disparoOpenPersons', clockLua, openPersonsLua)
const resealScript = defineScript('disparoResealPersonKey', resealPersonKeyLua)

const keyBytes = 32
const usualAgeMs = 60_000
const soonMs = 1_000
/** 66 bits: who reads Redis learns from a mark nothing but that two messages are one person's. */
const markChars = 11

/** What an account's persons are known by, whichever way their numbers are written. */
export interface PersonMarks {
  /** The mark that is noted with new messages. */
  of(recipient: string): string
  /** Every mark that messages of the person may have been noted with; the first is that of new ones. */
  all(recipient: string): readonly string[]
  /** What a message's reference is noted with, in the same index; and all that it may have been. */
  ofReference(reference: string): string
  allOfReference(reference: string): readonly string[]
  /** The key that `of` marks with: its name in Redis, and its text there, sealed where there is a data key. */
  readonly keyName: string
  readonly keyText: string
  /** Keys that do not open here: what was noted with them is not found. */
  readonly closedKeys: number
  /** The data keys that these are sealed with, by their fingerprints; `broken`, where ours should open one and does not. */
  readonly closedBy: readonly string[]
  /** Since when every new message is noted, epoch ms by Redis's clock; 0: since the first. */
  readonly since: number
}

export interface PersonDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  /** Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** How long the ledger keeps a message after its last change, ms. */
  readonly retentionMs: number
}

/** How messages are noted and found by their persons. */
export interface Persons extends PersonDeps {
  /** Read again now and then: a key never changes, but there may be another. Who looks for messages wants all there are now. */
  marks(options?: { readonly maxAgeMs: number }): Promise<PersonMarks>
}

export function openPersons(deps: PersonDeps): Persons {
  let opened: { readonly marks: Promise<PersonMarks>; readonly at: number } | undefined
  const marks: Persons['marks'] = ({ maxAgeMs } = { maxAgeMs: usualAgeMs }) => {
    const now = performance.now()
    if (opened && now - opened.at < maxAgeMs) return opened.marks
    const opening = { marks: readMarks(deps), at: now }
    opened = opening
    opening.marks.catch(() => {
      if (opened === opening) opened = undefined
    })
    return opening.marks
  }
  return { ...deps, marks }
}

/** What can be asked for now. Where a key does not open, another program may have sealed it anew since: then it is looked at again, soon. */
export async function marksToAsk(persons: Pick<Persons, 'marks'>): Promise<PersonMarks> {
  const marks = await persons.marks()
  return marks.closedKeys > 0 ? persons.marks({ maxAgeMs: soonMs }) : marks
}

interface PersonKey {
  readonly name: string
  readonly text: string
  /** 256 random bits, as text. */
  readonly secret: string
}

/**
 * Reads what persons are marked with, and makes it where there is nothing that opens: a random key, sealed by the first
 * data key, and sealed anew once that is another. So no change of data keys makes two persons of one.
 */
async function readMarks(deps: PersonDeps): Promise<PersonMarks> {
  const { redis, keys, seal = noSeal } = deps
  const open = async (made: readonly string[]) =>
    readKeys(
      seal,
      (await openScript(redis, [keys.persons, ...keys.jobCounters], [deps.retentionMs, ...made])) as string[],
    )
  const known = await open(['', ''])
  const { since, opened, closed, closedBy } =
    known.opened.length > 0 ? known : await open([...newKey(seal), ...known.closed])
  const [first, ...others] = opened
  if (first === undefined) throw new TypeError('Redis has not kept the key that persons are marked with')
  const keyText = await sealAnew(deps, first)
  for (const other of others) if (isSealed(other)) await sealAnew(deps, other)
  return {
    of: (recipient) => markOf(first, recipientKey(recipient)),
    all: (recipient) => opened.map((key) => markOf(key, recipientKey(recipient))),
    ofReference: (reference) => markOf(first, `reference\n${reference}`),
    allOfReference: (reference) => opened.map((key) => markOf(key, `reference\n${reference}`)),
    ...{ keyName: first.name, keyText, closedKeys: closed.length, closedBy, since },
  }
}

function newKey(seal: Seal): [name: string, text: string] {
  const name = `key:${randomBytes(4).toString('hex')}`
  return [name, seal.seal('person', '', randomBytes(keyBytes).toString('base64url'))]
}

/** The keys that open, in the order in which everybody prefers them: sealed ones first. */
function readKeys(seal: Seal, reply: readonly string[]) {
  const opened: PersonKey[] = []
  const closed: string[] = []
  const closedBy: string[] = []
  let since = 0
  for (let at = 0; at < reply.length; at += 2) {
    const [name = '', text = ''] = reply.slice(at, at + 2)
    if (name === 'since') since = Number(text)
    if (!name.startsWith('key:')) continue
    const secret = tryOpen(seal, 'person', '', text)
    if (secret === undefined) {
      const fingerprint = keyFingerprintOf(text)
      closed.push(name)
      closedBy.push(fingerprint === undefined || seal.hasKey(fingerprint) ? 'broken' : fingerprint)
    } else opened.push({ name, text, secret })
  }
  opened.sort((a, b) => Number(isSealed(b)) - Number(isSealed(a)) || (a.name < b.name ? -1 : 1))
  return { since, opened, closed, closedBy }
}

function isSealed({ text }: PersonKey): boolean {
  return keyFingerprintOf(text) !== undefined
}

/** The key's text, sealed by the first data key. */
async function sealAnew({ redis, keys, seal = noSeal }: PersonDeps, { name, text, secret }: PersonKey) {
  const [wanted] = seal.keyFingerprints
  if (keyFingerprintOf(text) === wanted) return text
  const anew = seal.seal('person', '', secret)
  await resealScript(redis, [keys.persons], [name, text, anew])
  return anew
}

/** The secret in front is as good as an HMAC where no hash is shown whole, and a fifth of its cost. */
function markOf({ secret }: PersonKey, name: string): string {
  return hash('sha256', `${secret}\n${name}`, 'base64url').slice(0, markChars)
}
