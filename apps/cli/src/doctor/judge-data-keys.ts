import { pluralize } from '../pluralize.js'
import { type Finding, fail, ok, warn } from './finding.js'

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

const check = 'sealed data'
const damagedHint =
  'They were changed in Redis, or moved: such a job fails (job:poisoned), such an entry shows nobody.'

/** Whether the data keys that are set here (by their ids) are those that an account's data needs. */
export function judgeDataKeys(
  { opened, plain, damaged, missing, parked = [] }: SealedSample,
  { keyIds, ledgerDays }: { readonly keyIds: readonly string[]; readonly ledgerDays: number },
): Finding[] {
  const bad = [...missing].map(([keyId, { texts, waiting }]) => {
    const found = `${pluralize(texts, 'text is', 'texts are')} sealed with the key ${keyId}, which is not set here`
    const stuck = waiting > 0 ? `; ${pluralize(waiting, 'message')} of them cannot be sent` : ''
    return fail(check, `${found}${stuck}`, whatToDo(keyIds.includes(keyId), ledgerDays))
  })
  bad.push(
    ...parked.map(({ keyId, count: messages, isSet }) =>
      fail(
        check,
        `${pluralize(messages, 'message is', 'messages are')} parked, for no worker had the key ${keyId}`,
        isSet
          ? 'It is set here: give it to the workers, too, and restart them.'
          : whatToDo(keyIds.includes(keyId), ledgerDays),
      ),
    ),
  )
  if (damaged > 0) bad.push(warn(check, `${pluralize(damaged, 'text is', 'texts are')} damaged`, damagedHint))
  if (bad.length > 0) return bad
  if (keyIds.length === 0) return [ok(check, 'nothing is sealed, and no data key is set')]
  const older = plain > 0 ? `; ${plain} are not sealed: there was no data key then` : ''
  return [ok(check, `${pluralize(opened, 'text')} looked at, which can be opened${older}`)]
}

function whatToDo(isIdTaken: boolean, ledgerDays: number): string {
  return isIdTaken
    ? 'Another key has this id: put the right one in its place in DISPARO_DATA_KEY, the same for all programs.'
    : `Put it back at the end of DISPARO_DATA_KEY, until its messages are older than ledgerDays (${ledgerDays}).`
}
