import { once } from 'node:events'
import { eachPage, MessageStatus, messageCsvHeader, messageCsvLine } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import * as help from './help.js'
import { plainJson, plainText } from './plain-text.js'
import { pluralize } from './pluralize.js'
import { startProgress } from './progress.js'
import { printNotice } from './terminal.js'

interface ExportOptions {
  readonly status?: readonly MessageStatus[]
  readonly reason?: string
  readonly format: 'csv' | 'ndjson'
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
    .option('--reason <code>', 'only those that are rejected, failed or unknown for it, such as 131026')
    .addOption(new Option('--format <format>', 'how it is written').choices(['csv', 'ndjson']).default('csv'))
    .addHelpText('after', help.batch)
    .action((id: string, options: ExportOptions) => withTools((tools) => exportBatch(tools, id, options)))
}

async function exportBatch(
  { terminal, client, account }: CommandContext,
  id: string,
  { status, reason, format }: ExportOptions,
): Promise<ExitCode> {
  const { stdout } = terminal
  const { total } = await client.getBatch({ params: { account, id } })
  const write = async (text: string) => {
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain')
  }
  const progress = startProgress(terminal, { label: 'Exporting', total, unit: String })
  let written = 0
  try {
    if (format === 'csv') await write(plainText(messageCsvHeader()))
    const pages = eachPage((after) => {
      progress.update(after)
      const query = { after: String(after), limit: '1000', status: status?.join(','), reason }
      return client.getBatchMessages({ params: { account, id }, query })
    })
    for await (const { messages } of pages) {
      const lines = messages.map((each) =>
        format === 'csv' ? plainText(messageCsvLine(each)) : `${plainJson(each)}\n`,
      )
      await write(lines.join(''))
      written += messages.length
    }
    progress.update(total)
  } finally {
    progress.stop()
  }
  printNotice(terminal, `${pluralize(written, 'message')} of ${total} written.`)
  printNotice(
    terminal,
    'Variables are not in it: they are not kept once a message was sent. To send to these again, import their rows.',
  )
  return exitCode.ok
}
