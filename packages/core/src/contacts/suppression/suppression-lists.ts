import { openPersons, type PersonMarks, type Persons } from '../../persons/index.js'
import { type AccountKeys, accountKeys, everyAccount, type Redis } from '../../redis/index.js'
import { type DataKeys, openSeal, type Seal } from '../../seal/index.js'
import type { SuppressionScope } from './suppression.js'

/** One list of people who are not to be messaged, with the key that they are marked with there. */
export interface SuppressionList {
  readonly scope: SuppressionScope
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly seal: Seal
  readonly persons: Persons
}

/** Who is suppressed for an account: its own list, and the one of all accounts. */
export interface SuppressionLists {
  readonly own: SuppressionList
  readonly all: SuppressionList
}

interface ListsDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly seal: Seal
  readonly persons: Persons
  readonly dataKeys: DataKeys | undefined
}

export function openSuppressionLists({ dataKeys, ...own }: ListsDeps): SuppressionLists {
  return { own: { scope: 'account', ...own }, all: openListOfAll(own.redis, dataKeys) }
}

/** The list of all accounts. Its marks are made with a key of its own, so that those of no account tell who is on it. */
export function openListOfAll(redis: Redis, dataKeys: DataKeys | undefined): SuppressionList {
  const keys = accountKeys(everyAccount)
  const seal = openSeal(everyAccount, dataKeys)
  const persons = openPersons({ redis, keys, seal, retentionMs: 0 })
  return { scope: 'all', redis, keys, seal, persons }
}

/** What a person is looked for by (`suppression_of`). */
export interface SuppressionMarks {
  /** Those of the account's list, one after the other. */
  readonly own: string
  /** Those of the list of all accounts. */
  readonly all: string
  /** Keys of persons that do not open here: who is listed by them is not found. */
  readonly closedKeys: number
}

export type SuppressionMarksOf = (recipient: string) => SuppressionMarks

/** How people are looked for in both lists. Read again for each use: the keys are cached. */
export async function suppressionMarks({ own, all }: SuppressionLists): Promise<SuppressionMarksOf> {
  const [mine, everybodys] = await Promise.all([own.persons.marks(), all.persons.marks()])
  return marksBy(mine, everybodys)
}

function marksBy(own: PersonMarks, all: PersonMarks): SuppressionMarksOf {
  const closedKeys = own.closedKeys + all.closedKeys
  return (recipient) => ({
    own: own.all(recipient).join(''),
    all: all.all(recipient).join(''),
    closedKeys,
  })
}

/** No script can read keys of two accounts there. */
export function isCluster(redis: Redis): boolean {
  return (redis as { readonly isCluster?: boolean }).isCluster === true
}
