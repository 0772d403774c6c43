import { versions } from 'node:process'
import { type Command, Option } from 'commander'
import { type ExitCode, exitCode } from '../exit-code.js'
import { printResult, type Terminal } from '../terminal.js'
import { programSpeech, speechOf } from '../words/index.js'
import type { DoctorWords, Finding, Level } from './finding.js'
import { runDoctor } from './run-doctor.js'

const examples = `
It reads the environment of a producer or worker (each variable of both, the accounts, their secrets, be they in files), so run
it where one runs; what cannot be seen from there is skipped. Nobody is sent anything. Asking Hi Platform whether it takes user and password is one
of the report's requests, of which there are 60 in 10 minutes.

It ends with 1 if something fails; with warnings alone it ends with 0.

Examples:
  disparo doctor
  disparo doctor --no-upstream
  disparo doctor --json
  docker compose exec producer disparo doctor`

interface DoctorCommandOptions {
  readonly json?: boolean
  readonly upstream: boolean
}

/** `disparo doctor`: what is wrong with an installation, and what to change. It asks no service. */
export function addDoctorCommand(
  program: Command,
  terminal: Terminal,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('doctor')
    .description('Look at settings, Redis, workers and Hi Platform, and say what to change')
    .option('--no-upstream', 'do not ask Hi Platform')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action(async ({ json = false, upstream }: DoctorCommandOptions) => {
      const { env } = terminal
      const speech = json ? programSpeech : speechOf(env)
      const findings = await runDoctor({ env, nodeVersion: versions.node, upstream, speech })
      const isSound = findings.every(({ level }) => level !== 'fail')
      printResult(terminal, json, { ok: isSound, findings }, describeFindings(findings, speech.words.doctor))
      finish(isSound ? exitCode.ok : exitCode.failed)
    })
}

const levels = ['ok', 'warn', 'fail', 'skipped'] as const satisfies readonly Level[]

/** A line for each finding, one more where there is something to do, and how many there are of each level. */
export function describeFindings(findings: readonly Finding[], words: DoctorWords): string[] {
  const levelWidth = Math.max(...levels.map((level) => words.levels[level].length))
  const width = Math.max(...findings.map((finding) => placeOf(finding).length))
  const indent = ' '.repeat(levelWidth + 2 + width)
  const lines = findings.flatMap((finding) => [
    `${words.levels[finding.level].padEnd(levelWidth)}  ${placeOf(finding).padEnd(width)}  ${finding.found}`,
    ...(finding.change === undefined ? [] : [`${indent}  → ${finding.change}`]),
  ])
  const sums = levels
    .map((level) => [level, findings.filter((finding) => finding.level === level).length] as const)
    .filter(([, number]) => number > 0)
    .map(([level, number]) => `${number} ${words.levels[level]}`)
  return [...lines, '', words.sum(findings.length, sums.join(', '))]
}

function placeOf({ account, check }: Finding): string {
  return account === undefined ? check : `${account}: ${check}`
}
