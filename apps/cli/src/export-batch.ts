import { once } from 'node:events'
import { eachPage, MessageStatus, messageCsv } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import * as help from './help.js'
import { plainJson, plainText } from './plain-text.js'
import { startProgress } from './progress.js'
import { printNotice } from './terminal.js'
import { speechOf } from './words/index.js'

interface ExportOptions {
  readonly status?: readonly MessageStatus[]
  readonly reason?: string
  readonly format: 'csv' | 'ndjson'
  readonly content: boolean
}

/** `disparo batch export ID`: the messages of a batch, and what became of each. */
export function addBatchExport(batch: Command, withTools: WithContext): void {
  batch
    .command('export')
    .argument('<id>', 'the id that import printed')
    .description('Write the messages of a batch, with their numbers, to the standard output')
    .addOption(
      new Option('--status <status...>', 'only those of these statuses').choices(MessageStatus.options),
    )
    .option(
      '--reason <code>',
      'only those that are rejected, failed, suppressed or unknown for it, such as 131026, or http-400 for all such',
    )
    .addOption(new Option('--format <format>', 'how it is written').choices(['csv', 'ndjson']).default('csv'))
    .option('--no-content', 'without what they say (without the role send there is no other way)')
    .addHelpText('after', help.batch)
    .action((id: string, options: ExportOptions) => withTools((tools) => exportBatch(tools, id, options)))
}

async function exportBatch(
  { terminal, client, account }: CommandContext,
  id: string,
  { status, reason, format, content }: ExportOptions,
): Promise<ExitCode> {
  const { stdout } = terminal
  const { batches } = speechOf(terminal.env).words
  const csv = messageCsv({ content })
  // In a file a text is as it was sent; a terminal shows what it may.
  const shown = stdout.isTTY ? plainText : (text: string) => text
  const { total } = await client.getBatch({ params: { account, id } })
  const write = async (text: string) => {
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain')
  }
  const progress = startProgress(terminal, { label: batches.exporting, total, unit: String })
  let written = 0
  let known = 0
  try {
    if (format === 'csv') await write(shown(csv.header))
    const pages = eachPage((after) => {
      progress.update(after)
      const query = {
        after: String(after),
        limit: '1000',
        status: status?.join(','),
        reason,
        content,
      }
      return client.getBatchMessages({ params: { account, id }, query })
    })
    for await (const { messages } of pages) {
      const lines = messages.map((each) =>
        format === 'csv' ? shown(csv.line(each)) : `${plainJson(each)}\n`,
      )
      await write(lines.join(''))
      written += messages.length
      known += messages.filter((each) => each.content).length
    }
    progress.update(total)
  } finally {
    progress.stop()
  }
  printNotice(terminal, batches.written(written, total))
  const gone = written - known
  if (content && gone > 0) printNotice(terminal, batches.contentGone(gone, format === 'csv'))
  return exitCode.ok
}
