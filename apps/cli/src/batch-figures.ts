import { type BatchReasons, type BatchSeries, CountedStatus } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import * as help from './help.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf, type Words } from './words/index.js'

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
  printResult(terminal, json, series, describeSeries(series, speechOf(terminal.env)))
  return exitCode.ok
}

function describeSeries({ points }: BatchSeries, { words, time }: Speech): string[] {
  if (points.length === 0) return [words.batches.nothingYet]
  const statuses = CountedStatus.options.filter((status) => points.some(({ counts }) => counts[status]))
  const row = (at: string, cells: readonly (number | string)[]) =>
    [at.padEnd(23), ...cells.map((cell) => String(cell).padStart(10))].join('')
  return [
    row(
      '',
      statuses.map((status) => words.common.statuses[status]),
    ),
    ...points.map(({ at, counts }) =>
      row(
        time(at),
        statuses.map((status) => counts[status] ?? 0),
      ),
    ),
  ]
}

const reasonsShown = 5

/** Why messages of it are rejected, failed, suppressed or unknown, in a few lines. */
export function describeReasons({ reasons }: BatchReasons, { batches, codes }: Words): string[] {
  const more = reasons.slice(reasonsShown).reduce((sum, { count }) => sum + count, 0)
  return [
    ...reasons
      .slice(0, reasonsShown)
      .flatMap(({ code, count, detail }) => [
        `  ${code}: ${count}. ${codes.failure(code).reason}`,
        ...(detail ? [`      "${detail}"`] : []),
        `      ${codes.failure(code).advice}`,
      ]),
    ...(more > 0 ? [batches.otherReasons(more)] : []),
  ]
}
