import { type BatchReasons, type BatchSeries, CountedStatus } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import * as help from './help.js'
import { pluralize } from './pluralize.js'
import { printResult } from './terminal.js'

interface SeriesOptions {
  readonly by: BatchSeries['by']
  readonly status?: readonly CountedStatus[]
  readonly json?: boolean
}

/** `disparo batch series ID`: what became of its messages, by time. */
export function addBatchSeries(batch: Command, withTools: WithContext): void {
  batch
    .command('series')
    .argument('<id>', 'the id that import printed')
    .description('How many messages of a batch came to which status when')
    .addOption(
      new Option('--by <unit>', 'minutes are kept for two hours').choices(['minute', 'hour']).default('hour'),
    )
    .addOption(new Option('--status <status...>', 'only these').choices(CountedStatus.options))
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', help.batch)
    .action((id: string, _options: SeriesOptions, command: Command) =>
      withTools((tools) => showSeries(tools, id, command.optsWithGlobals<SeriesOptions>())),
    )
}

async function showSeries(
  { terminal, client, account }: CommandContext,
  id: string,
  { by, status, json = false }: SeriesOptions,
): Promise<ExitCode> {
  const series = await client.getBatchSeries({
    params: { account, id },
    query: { by, status: status?.join(',') },
  })
  printResult(terminal, json, series, describeSeries(series))
  return exitCode.ok
}

function describeSeries({ points }: BatchSeries): string[] {
  if (points.length === 0) return ['Nothing has become of its messages yet.']
  const statuses = CountedStatus.options.filter((status) => points.some(({ counts }) => counts[status]))
  const row = (at: string, cells: readonly (number | string)[]) =>
    [at.padEnd(17), ...cells.map((cell) => String(cell).padStart(10))].join('')
  return [
    row('', statuses),
    ...points.map(({ at, counts }) =>
      row(
        `${at.slice(0, 16)}Z`,
        statuses.map((status) => counts[status] ?? 0),
      ),
    ),
  ]
}

const reasonsShown = 5

/** Why messages of it are rejected, failed, suppressed or unknown, in a few lines. */
export function describeReasons({ reasons }: BatchReasons): string[] {
  const more = reasons.slice(reasonsShown).reduce((sum, { count }) => sum + count, 0)
  return [
    ...reasons
      .slice(0, reasonsShown)
      .flatMap(({ code, count, reason, detail, advice }) => [
        `  ${code}: ${count}. ${reason}`,
        ...(detail ? [`      "${detail}"`] : []),
        `      ${advice}`,
      ]),
    ...(more > 0 ? [`  ${pluralize(more, 'message')} for other reasons: --json shows all.`] : []),
  ]
}
