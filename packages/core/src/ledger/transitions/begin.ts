import { capText, contactLua } from '../../contacts/index.js'
import {
  faultAttributionLua,
  gateLua,
  gateWindowMs,
  permitsFor,
  reportedLimitLua,
  templateName,
} from '../../gate/index.js'
import { marksToAsk, type PersonMarks } from '../../persons/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryArgs, entryScriptArgs, entryScriptKeys } from '../entry/ledger-options.js'
import { newEntryFields } from '../entry/new-entry.js'
import { personFields } from '../entry/personal-data.js'
import { beginLua } from './begin.lua.js'
import { type BeginAnswer, type BeginResult, beginResult } from './begin-result.js'
import type { BeginInput, BeginTerms, MessageToBegin } from './begin-terms.js'
import { parkLua } from './park.lua.js'
import { parkedGroupName } from './parked-messages.js'

const script = defineScript(
  'disparoBegin',
  entryLua,
  gateLua,
  reportedLimitLua,
  faultAttributionLua,
  parkLua,
  contactLua,
  beginLua,
)

/** Asks whether this message may be sent now; on `go` a permit is taken and the message marked `sending`, in one step. */
export async function begin(redis: Redis, keys: AccountKeys, input: BeginInput): Promise<BeginResult> {
  const [result] = await beginAll(redis, keys, input, [input])
  if (result instanceof Error) throw result
  return result as BeginResult
}

/** Asks for several in one call, each as if alone and in their order. Who faults has the error in place of an answer. */
export async function beginAll(
  redis: Redis,
  keys: AccountKeys,
  terms: BeginTerms,
  messages: readonly MessageToBegin[],
): Promise<(BeginResult | Error)[]> {
  const { lane, limit, ledgerOptions } = terms
  // Where there is nothing to wait for, it is sent at once.
  const marks = ledgerOptions.persons && (await marksToAsk(ledgerOptions.persons))
  const contactsOf = marks && (await terms.contacts?.current())
  const people = messages.map(({ message }) => ('keyFingerprint' in message ? undefined : message))
  const contacts = marks && contactsOf?.(people, lane, marks)
  const answers = (await script(
    redis,
    [...entryScriptKeys(keys), keys.gate, keys.permits, keys.gateLimit, keys.faults],
    [
      ...entryScriptArgs(keys, ledgerOptions),
      lane,
      terms.policy,
      permitsFor(lane, limit),
      gateWindowMs(limit),
      limit.windowMs,
      lane === 'bulk' ? limit.reserve : 0,
      terms.attemptMs,
      terms.maxAttempts,
      capText(terms.cap),
      contacts?.all ?? '',
      ...messages.flatMap((one, at) => entryArgs(argsOf(terms, one, marks, contacts?.each[at]))),
    ],
  )) as (BeginAnswer | Error)[]
  return answers.map((answer, index) =>
    answer instanceof Error ? answer : beginResult(terms, messages[index] as MessageToBegin, answer),
  )
}

function argsOf(
  { lane, ledgerOptions: { seal } }: BeginTerms,
  one: MessageToBegin,
  marks: PersonMarks | undefined,
  contact: string | undefined,
): (string | number)[] {
  const { id, message } = one
  const unopened = 'keyFingerprint' in message ? message : undefined
  const shown = 'keyFingerprint' in message ? nobody : message
  return [
    id,
    one.batch ?? '',
    one.token,
    one.expiresAt ?? 0,
    one.share ? 1 : 0,
    templateName(shown),
    unopened ? parkedGroupName({ lane, keyFingerprint: unopened.keyFingerprint }) : '',
    unopened?.maxParkedMs ?? 0,
    contact ?? '',
    one.promised ? 1 : 0,
    ...(unopened ? [] : personFields({ seal, marks }, id, shown)),
    ...newEntryFields({ ...one, lane, message: shown }),
  ]
}

/** What an entry shows of a message that nobody could open. */
const nobody = { to: '', namespace: '', elementName: '' }
