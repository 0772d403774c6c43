import { text } from 'node:stream/consumers'
import type {
  Suppression,
  SuppressionCovers,
  SuppressionLift,
  SuppressionReason,
  SuppressionReceipt,
} from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult, type Terminal } from './terminal.js'
import { type Speech, speechOf, type Words } from './words/index.js'

export interface PersonOptions {
  readonly reason: SuppressionReason
  readonly covers?: SuppressionCovers
  readonly list?: string
  readonly listDate?: string
  readonly until?: string
  readonly keepNumber?: boolean
  readonly allAccounts?: boolean
  readonly json?: boolean
}

export interface RemoveOptions
  extends Partial<Pick<PersonOptions, 'reason' | 'until' | 'allAccounts' | 'json'>> {
  readonly import?: string
  readonly person?: string
  readonly by?: string
  readonly rule?: string
  readonly from?: string
  readonly why?: string
  readonly yes?: boolean
}

export async function findPerson(
  { terminal, client, account }: CommandContext,
  given: string,
  { json = false }: { readonly json?: boolean },
): Promise<ExitCode> {
  const to = await phoneOf(terminal, given)
  const found = await client.searchSuppressions({ params: { account }, body: { to } })
  const { suppressions, lifts = [], incomplete } = found
  const speech = speechOf(terminal.env)
  const { suppress } = speech.words
  printResult(terminal, json, found, [
    ...(suppressions.length === 0
      ? [suppress.isNot]
      : suppressions.map((each) => describeSuppression(each, speech))),
    ...lifts.map((lift) => describeLift(lift, speech)),
    ...(incomplete ? [suppress.mayBeMore] : []),
  ])
  return incomplete ? exitCode.failed : exitCode.ok
}

export async function addPerson(
  { terminal, client, account }: CommandContext,
  given: string,
  { keepNumber, allAccounts, json = false, ...options }: PersonOptions,
): Promise<ExitCode> {
  const to = await phoneOf(terminal, given)
  const body = { ...options, to, keepNumbers: keepNumber, scope: scopeOf(allAccounts) }
  const upload = { contentType: 'application/json', body: JSON.stringify(body) } as const
  const receipt = await client.addSuppressions({ params: { account }, upload })
  printResult(terminal, json, receipt, [whatBecame(receipt, speechOf(terminal.env).words)])
  return exitCode.ok
}

function whatBecame({ added, changed }: SuppressionReceipt, { suppress }: Words): string {
  if (added > 0) return suppress.added
  return changed > 0 ? suppress.changed : suppress.unchanged
}

export async function removePeople(
  { terminal, client, account }: CommandContext,
  given: string | undefined,
  { allAccounts, json = false, yes = false, ...which }: RemoveOptions,
): Promise<ExitCode> {
  const speech = speechOf(terminal.env)
  const { suppress } = speech.words
  if (given === undefined && (which.person ?? which.import ?? which.reason) === undefined) {
    throw new CommandError(suppress.sayWhose, { exit: exitCode.usage })
  }
  const isOfMany = (given ?? which.person ?? which.import) === undefined
  if (isOfMany && !yes) {
    throw new CommandError(suppress.cannotUndo, { exit: exitCode.usage })
  }
  const to = given === undefined ? undefined : await phoneOf(terminal, given)
  const body = { ...which, to, scope: scopeOf(allAccounts) }
  const removed = await client.removeSuppressions({ params: { account }, body })
  const { lifted, remaining = [], incomplete } = removed
  printResult(terminal, json, removed, [
    suppress.lifted(lifted),
    ...(remaining.length > 0
      ? [suppress.still, ...remaining.map((each) => describeSuppression(each, speech))]
      : []),
    ...(incomplete ? [suppress.mayBeMore] : []),
  ])
  return incomplete ? exitCode.failed : exitCode.ok
}

export function scopeOf(allAccounts: boolean | undefined): 'all' | undefined {
  return allAccounts ? 'all' : undefined
}

/** One in a line: what it is, since when, and who or what did it. */
export function describeSuppression(suppression: Suppression, { words: { suppress }, time }: Speech): string {
  const { reason, covers, since, until, scope, by, rule, list, listDate, message } = suppression
  return [
    `${reason.padEnd(14)}  ${covers.padEnd(11)}  ${suppress.since(time(since))}`,
    ...(until ? [suppress.until(time(until))] : []),
    ...(scope === 'all' ? [suppress.allAccounts] : []),
    ...(rule ? [suppress.byRule(rule)] : []),
    ...(by ? [suppress.by(by)] : []),
    ...(list ? [suppress.list(list, listDate)] : []),
    ...(suppression.import ? [suppress.import(suppression.import)] : []),
    ...(message ? [suppress.message(message)] : []),
  ].join('  ')
}

/** What was lifted, when, of whom, by whom and why. */
export function describeLift(
  { at, by, why, of, list, rule, lifted, ...lift }: SuppressionLift,
  { words: { suppress }, time }: Speech,
): string {
  const what = Object.entries(lifted).map(([reason, count]) => `${count} ${reason}`)
  return [
    suppress.liftedAt(time(at), what.join(', '), suppress.ofWhom[of]),
    ...(list ? [suppress.list(list, undefined)] : []),
    ...(rule ? [suppress.rule(rule)] : []),
    ...(lift.import ? [suppress.import(lift.import)] : []),
    ...(by ? [suppress.by(by)] : []),
    ...(why ? [suppress.why(why)] : []),
  ].join('  ')
}

async function phoneOf({ stdin }: Terminal, given: string): Promise<string> {
  return given === '-' ? (await text(stdin)).trim() : given
}
