import type { Gate } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { describeClosedGate } from './describe-closed-gate.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

const examples = `
Examples:
  disparo gate
  disparo --account loja gate --json`

/** `disparo gate`: whether the account may send now, and how much. */
export function addGateCommand(program: Command, withTools: WithContext): void {
  program
    .command('gate')
    .description('Whether the account may send now, and how much')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((options: { json?: boolean }) => withTools((tools) => showGate(tools, options)))
}

async function showGate(
  { terminal, client, account }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const gate = await client.getGate({ params: { account } })
  const speech = speechOf(terminal.env)
  const { words, time } = speech
  printResult(terminal, json, gate, [
    gate.open ? words.gate.open : describeClosedGate(gate.reason ?? 'other', gate.closedUntil, speech),
    words.gate.limit(limitLine(gate.limit, speech)),
    ...gate.restingTemplates.map(({ namespace, elementName, reason, since, until }) =>
      words.gate.resting(`${namespace} ${elementName}`, reason, time(since), time(until)),
    ),
  ])
  return exitCode.ok
}

function limitLine(
  { max, windowMs, configured, loweredUntil, announced }: Gate['limit'],
  { words: { gate }, time }: Speech,
): string {
  const line = gate.requests(max, windowMs / 1_000)
  if (loweredUntil) return gate.lowered(line, time(loweredUntil), configured)
  return announced === undefined ? line : gate.announced(line, announced)
}
