import { clauses } from './clauses.js'
import { ContractConfigError, readService } from './config.js'
import { openSession } from './open-session.js'
import { HELP, parseOptions } from './options.js'
import { planOf } from './plan.js'
import { runClauses } from './run-clauses.js'

const marks = { holds: 'holds', fails: 'FAILS', undecided: 'open ', omitted: '' } as const

async function contract(args: readonly string[]): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const options = parseOptions(args)
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  const service = readService()
  say(planOf(service, clauses))
  if (options.plan) return 0

  const counts = { holds: 0, fails: 0, undecided: 0, omitted: 0 }
  for await (const { clause, verdict, reason } of runClauses(openSession(service), clauses)) {
    counts[verdict] += 1
    if (verdict === 'omitted') continue
    say(`${marks[verdict]}  ${clause.interface.padEnd(4)}  it ${clause.says}${reason ? `: ${reason}` : ''}`)
  }
  say(
    `\n${counts.holds} hold, ${counts.fails} fail, ${counts.undecided} open (the report had nothing to judge by), ${counts.omitted} omitted`,
  )
  return counts.fails === 0 ? 0 : 1
}

contract(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const isWrongOption = error instanceof TypeError && 'code' in error
    const isMistaken = isWrongOption || error instanceof ContractConfigError
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (isMistaken) process.stderr.write('\nnpm run contract -- --help tells what it needs.\n')
    process.exitCode = isMistaken ? 2 : 1
  },
)
