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
import { pluralize } from './pluralize.js'
import { printResult, type Terminal } from './terminal.js'

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

const mayBeMore = 'There may be more: the producer lacks a data key.'

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
  printResult(terminal, json, found, [
    ...(suppressions.length === 0 ? ['Not suppressed.'] : suppressions.map(describeSuppression)),
    ...lifts.map(describeLift),
    ...(incomplete ? [mayBeMore] : []),
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
  printResult(terminal, json, receipt, [whatBecame(receipt)])
  return exitCode.ok
}

function whatBecame({ added, changed }: SuppressionReceipt): string {
  if (added > 0) return 'Suppressed.'
  return changed > 0
    ? 'Suppressed already for this reason by you; now for more, or for longer.'
    : 'Suppressed already for this reason by you, for as much and as long at least: to lessen it, remove it first.'
}

export async function removePeople(
  { terminal, client, account }: CommandContext,
  given: string | undefined,
  { allAccounts, json = false, yes = false, ...which }: RemoveOptions,
): Promise<ExitCode> {
  if (given === undefined && (which.person ?? which.import ?? which.reason) === undefined) {
    throw new CommandError('Say whose: a phone, --person, --import or --reason.', { exit: exitCode.usage })
  }
  const isOfMany = (given ?? which.person ?? which.import) === undefined
  if (isOfMany && !yes) {
    throw new CommandError('This cannot be undone: repeat the command with --yes to lift all of them.', {
      exit: exitCode.usage,
    })
  }
  const to = given === undefined ? undefined : await phoneOf(terminal, given)
  const body = { ...which, to, scope: scopeOf(allAccounts) }
  const removed = await client.removeSuppressions({ params: { account }, body })
  const { lifted, remaining = [], incomplete } = removed
  printResult(terminal, json, removed, [
    `${pluralize(lifted, 'suppression')} lifted.`,
    ...(remaining.length > 0 ? ['Still suppressed:', ...remaining.map(describeSuppression)] : []),
    ...(incomplete ? [mayBeMore] : []),
  ])
  return incomplete ? exitCode.failed : exitCode.ok
}

export function scopeOf(allAccounts: boolean | undefined): 'all' | undefined {
  return allAccounts ? 'all' : undefined
}

/** One in a line: what it is, since when, and who or what did it. */
export function describeSuppression(suppression: Suppression): string {
  const { reason, covers, since, until, scope, by, rule, list, listDate, message } = suppression
  return [
    `${reason.padEnd(14)}  ${covers.padEnd(11)}  since ${since}`,
    ...(until ? [`until ${until}`] : []),
    ...(scope === 'all' ? ['all accounts'] : []),
    ...(rule ? [`by rule ${rule}`] : []),
    ...(by ? [`by ${by}`] : []),
    ...(list ? [`list ${list}${listDate ? ` of ${listDate}` : ''}`] : []),
    ...(suppression.import ? [`import ${suppression.import}`] : []),
    ...(message ? [`message ${message}`] : []),
  ].join('  ')
}

const ofWhom = { person: 'a person', import: 'an import', reason: 'a reason' } as const

/** What was lifted, when, of whom, by whom and why. */
export function describeLift({ at, by, why, of, list, rule, lifted, ...lift }: SuppressionLift): string {
  const what = Object.entries(lifted).map(([reason, count]) => `${count} ${reason}`)
  return [
    `lifted ${at}  ${what.join(', ')}  of ${ofWhom[of]}`,
    ...(list ? [`list ${list}`] : []),
    ...(rule ? [`rule ${rule}`] : []),
    ...(lift.import ? [`import ${lift.import}`] : []),
    ...(by ? [`by ${by}`] : []),
    ...(why ? [`why: ${why}`] : []),
  ].join('  ')
}

async function phoneOf({ stdin }: Terminal, given: string): Promise<string> {
  return given === '-' ? (await text(stdin)).trim() : given
}
