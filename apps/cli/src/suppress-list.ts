import { once } from 'node:events'
import { type ListedSuppression, type SuppressionReason, suppressionCsv } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { plainText } from './plain-text.js'
import { describeLift, describeSuppression, scopeOf } from './suppress-person.js'
import { printNotice, printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

export interface ListOptions {
  readonly reason?: SuppressionReason
  readonly import?: string
  readonly limit?: string
  readonly after?: string
  readonly allAccounts?: boolean
  readonly json?: boolean
}

/** Days and sources that people are shown. */
const mostShown = 20

export async function listSuppressed(
  { terminal, client, account }: CommandContext,
  { allAccounts, json = false, ...query }: ListOptions,
): Promise<ExitCode> {
  const page = await client.listSuppressions({
    params: { account },
    query: { ...query, scope: scopeOf(allAccounts) },
  })
  const { suppressions, next } = page
  const speech = speechOf(terminal.env)
  const { suppress } = speech.words
  printResult(terminal, json, page, [
    ...suppressions.map((each) => describe(each, speech)),
    ...(suppressions.length === 0 ? [next ? suppress.noneYet : nobody(query, suppress)] : []),
    ...(next ? [suppressions.length === 0 ? suppress.lookOn(next) : suppress.further(next)] : []),
  ])
  return exitCode.ok
}

function nobody(
  { reason, import: imported, after }: ListOptions,
  suppress: Speech['words']['suppress'],
): string {
  if (after !== undefined) return suppress.noOthers
  return (reason ?? imported) ? suppress.nobodySo : suppress.nobody
}

export async function countSuppressed(
  { terminal, client, account }: CommandContext,
  { allAccounts, json = false }: ListOptions,
): Promise<ExitCode> {
  const query = { scope: scopeOf(allAccounts) }
  const counts = await client.getSuppressionCounts({ params: { account }, query })
  const { total, sources, days, lifts } = counts
  const speech = speechOf(terminal.env)
  const { suppress } = speech.words
  printResult(terminal, json, counts, [
    suppress.total(total),
    ...sources.slice(0, mostShown).map(({ count, reason, ...source }) => {
      const from = source.rule ?? source.list ?? (source.import ? suppress.fromImport : suppress.byHand)
      const more = [
        source.listDate,
        source.by && suppress.by(source.by),
        source.import && suppress.import(source.import),
      ]
      return [String(count).padStart(9), reason.padEnd(14), from, ...more.filter(Boolean)].join('  ')
    }),
    ...(days.length > 0 ? [suppress.byDay] : []),
    ...days
      .slice(0, mostShown)
      .map(
        ({ day, reason, what, count }) =>
          `${day}  ${String(count).padStart(9)}  ${reason.padEnd(14)}  ${what}`,
      ),
    ...lifts.slice(0, mostShown).map((lift) => describeLift(lift, speech)),
  ])
  return exitCode.ok
}

export async function exportSuppressed(
  { terminal, client, account }: CommandContext,
  { allAccounts, reason, import: imported }: ListOptions,
): Promise<ExitCode> {
  const { stdout } = terminal
  const shown = stdout.isTTY ? plainText : (text: string) => text
  const write = async (text: string) => {
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain')
  }
  await write(suppressionCsv.header)
  let written = 0
  for (let after: string | undefined; ; ) {
    const query = { reason, import: imported, scope: scopeOf(allAccounts), after, limit: '1000' }
    const page = await client.listSuppressions({ params: { account }, query })
    await write(page.suppressions.map((each) => shown(suppressionCsv.line(each))).join(''))
    written += page.suppressions.length
    after = page.next
    if (after === undefined) break
  }
  printNotice(terminal, speechOf(terminal.env).words.suppress.written(written))
  return exitCode.ok
}

function describe({ person, to, ...suppression }: ListedSuppression, speech: Speech): string {
  return `${to ?? person}  ${describeSuppression(suppression, speech)}`
}
