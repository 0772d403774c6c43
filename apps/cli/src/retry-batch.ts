import { type BatchRetry, eachPage } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import * as help from './help.js'
import { printResult } from './terminal.js'
import { speechOf } from './words/index.js'

interface RetryOptions {
  readonly reason?: string
  readonly json?: boolean
}

/** `disparo batch retry ID`: what failed of a batch is sent again. */
export function addBatchRetry(batch: Command, withTools: WithContext): void {
  batch
    .command('retry')
    .argument('<id>', 'the id that import printed')
    .description('Send again what failed of a batch, within 7 days')
    .option('--reason <code>', 'only what failed for this reason, such as http-503')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', help.batch)
    .action((id: string, _options: RetryOptions, command: Command) =>
      withTools((tools) => retryBatch(tools, id, command.optsWithGlobals<RetryOptions>())),
    )
}

async function retryBatch(
  { terminal, client, account }: CommandContext,
  id: string,
  { reason, json = false }: RetryOptions,
): Promise<ExitCode> {
  const pages = eachPage((after) =>
    client.retryBatch({ params: { account, id }, query: { reason, after: String(after) } }),
  )
  const kept: BatchRetry['kept'] = {}
  let retried = 0
  for await (const page of pages) {
    retried += page.retried
    for (const [obstacle, count] of Object.entries(page.kept) as [keyof typeof kept, number][])
      kept[obstacle] = (kept[obstacle] ?? 0) + count
  }
  const { batches } = speechOf(terminal.env).words
  printResult(terminal, json, { retried, kept }, [
    batches.retried(retried),
    ...Object.entries(kept).map(([obstacle, count]) =>
      batches.notRetried(count, batches.obstacles[obstacle] ?? obstacle),
    ),
  ])
  return exitCode.ok
}
