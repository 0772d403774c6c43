import { once } from 'node:events'
import { type ListedSuppression, type SuppressionReason, suppressionCsv } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { plainText } from './plain-text.js'
import { pluralize } from './pluralize.js'
import { describeLift, describeSuppression, scopeOf } from './suppress-person.js'
import { printNotice, printResult } from './terminal.js'

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
  printResult(terminal, json, page, [
    ...suppressions.map(describe),
    ...(suppressions.length === 0 ? [next ? 'None was found yet.' : nobody(query)] : []),
    ...(next ? [`${suppressions.length === 0 ? 'Look on' : 'Further ones'}: --after ${next}`] : []),
  ])
  return exitCode.ok
}

function nobody({ reason, import: imported, after }: ListOptions): string {
  if (after !== undefined) return 'There are no others.'
  return (reason ?? imported) ? 'Nobody is suppressed so.' : 'Nobody is suppressed.'
}

export async function countSuppressed(
  { terminal, client, account }: CommandContext,
  { allAccounts, json = false }: ListOptions,
): Promise<ExitCode> {
  const query = { scope: scopeOf(allAccounts) }
  const counts = await client.getSuppressionCounts({ params: { account }, query })
  const { total, sources, days, lifts } = counts
  printResult(terminal, json, counts, [
    `${pluralize(total, 'suppression')}.`,
    ...sources.slice(0, mostShown).map(({ count, reason, ...source }) => {
      const from = source.rule ?? source.list ?? (source.import ? 'import' : 'by hand')
      const more = [
        source.listDate,
        source.by && `by ${source.by}`,
        source.import && `import ${source.import}`,
      ]
      return [String(count).padStart(9), reason.padEnd(14), from, ...more.filter(Boolean)].join('  ')
    }),
    ...(days.length > 0 ? ['By day (UTC):'] : []),
    ...days
      .slice(0, mostShown)
      .map(
        ({ day, reason, what, count }) =>
          `${day}  ${String(count).padStart(9)}  ${reason.padEnd(14)}  ${what}`,
      ),
    ...lifts.slice(0, mostShown).map(describeLift),
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
  printNotice(terminal, `${pluralize(written, 'suppression')} written.`)
  return exitCode.ok
}

function describe({ person, to, ...suppression }: ListedSuppression): string {
  return `${to ?? person}  ${describeSuppression(suppression)}`
}
