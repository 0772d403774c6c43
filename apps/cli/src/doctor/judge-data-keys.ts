import { type DoctorWords, type Finding, fail, ok, warn } from './finding.js'

/** What has come of opening some of what an account has in Redis about people. */
export interface SealedSample {
  readonly opened: number
  /** Not sealed. */
  readonly plain: number
  readonly damaged: number
  /** By the id of the key that is missing; `waiting` are those of messages still to be sent. */
  /** Messages that no worker could open, by the id of the key that they need; `isSet`: it is set here. */
  readonly parked?: readonly { readonly keyId: string; readonly count: number; readonly isSet: boolean }[]
  readonly missing: ReadonlyMap<string, { readonly texts: number; readonly waiting: number }>
}

/** Whether the data keys that are set here (by their ids) are those that an account's data needs. */
export function judgeDataKeys(
  { opened, plain, damaged, missing, parked = [] }: SealedSample,
  { keyIds, ledgerDays }: { readonly keyIds: readonly string[]; readonly ledgerDays: number },
  { checks, sealed: words }: DoctorWords,
): Finding[] {
  const check = checks.sealed
  const whatToDo = (keyId: string) => (keyIds.includes(keyId) ? words.otherKey : words.backAgain(ledgerDays))
  const bad = [...missing].map(([keyId, { texts, waiting }]) => {
    const found = words.missing(texts, keyId)
    return fail(check, waiting > 0 ? words.stuck(found, waiting) : found, whatToDo(keyId))
  })
  bad.push(
    ...parked.map(({ keyId, count: messages, isSet }) =>
      fail(check, words.parked(messages, keyId), isSet ? words.giveToWorkers : whatToDo(keyId)),
    ),
  )
  if (damaged > 0) bad.push(warn(check, words.damaged(damaged), words.moved))
  if (bad.length > 0) return bad
  if (keyIds.length === 0) return [ok(check, words.nothing)]
  const found = words.opened(opened)
  return [ok(check, plain > 0 ? words.older(found, plain) : found)]
}
