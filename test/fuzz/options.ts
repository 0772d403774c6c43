import { parseArgs } from 'node:util'

export const HELP = `Usage: npm run fuzz -- [options]

Gives the HTTP door of a real producer generated bodies, CSVs, headers, paths and raw bytes; and the client of Hi
Platform mutated answers. The first case that breaks a promise is made smaller, and printed.

Options:
  --runs N     requests at the door (default 100,000)
  --answers N  answers at the client (default 10,000)
  --seed N     chooses the cases (default: any; it is printed)
  --json       print the result as one JSON object, the only line on stdout
  --help       print this

Always uses a Redis of its own. The exit code is 0 when every promise was kept, 1 when not, 2 for a wrong option.
`

export interface FuzzOptions {
  readonly runs: number
  readonly answers: number
  readonly seed: number
  readonly json: boolean
  readonly help: boolean
}

/**
 * @param anySeed - used where no seed is given
 * @throws TypeError for an option that is not known
 */
export function parseOptions(args: readonly string[], anySeed: number): FuzzOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '100000' },
      answers: { type: 'string', default: '10000' },
      seed: { type: 'string', default: `${anySeed}` },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return {
    runs: whole('--runs', values.runs),
    answers: whole('--answers', values.answers),
    seed: whole('--seed', values.seed),
    json: values.json,
    help: values.help,
  }
}

function whole(option: string, text: string): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value < 2 ** 31) return value
  throw new TypeError(`${option} must be a whole number below 2^31`)
}
