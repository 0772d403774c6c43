import type { Gate } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { describeClosedGate } from './describe-closed-gate.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'

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
  printResult(terminal, json, gate, [
    gate.open ? 'The gate is open.' : describeClosedGate(gate.reason ?? 'other', gate.closedUntil),
    `  limit      ${limitLine(gate.limit)}`,
    ...gate.restingTemplates.map(
      ({ namespace, elementName, reason, since, until }) =>
        `  at rest    ${namespace} ${elementName} (${reason}), refused since ${since}, tried again at ${until}`,
    ),
  ])
  return exitCode.ok
}

function limitLine({ max, windowMs, configured, loweredUntil, announced }: Gate['limit']): string {
  const line = `${max} requests in ${windowMs / 1_000} s`
  if (loweredUntil) return `${line} until ${loweredUntil}, as Hi Platform says; ${configured} are configured`
  return announced === undefined ? line : `${line}; Hi Platform announces ${announced}`
}
