import { parseArgs } from 'node:util'
import { STEPS, type StepName } from './steps.js'

export const HELP = `Usage: npm run chaos -- [options]

Breaks Disparo at every step of a message's way (real processes, real SIGKILL), and counts what became of the messages.
The same is done to a plain BullMQ worker beside it.

Options:
  --runs N         how often each step is run (default 3); each run chooses other moments
  --seed N         chooses the moments (default: any; it is printed)
  --step NAME      only this one; may be given more than once:
                   ${STEPS.map(({ name }) => name).join(', ')}
  --at-a-time N    how many steps run beside each other (default 6)
  --without-plain  leave the plain BullMQ worker out
  --json           print the result as one JSON object, the only line on stdout
  --help           print this

Always uses Redis servers of its own. The exit code is 0 when, under the policy verify, nothing was lost, sent twice or
left in doubt; 1 when not; 2 for a wrong option.
`

export interface ChaosOptions {
  readonly runs: number
  readonly seed: number
  readonly steps: readonly StepName[]
  readonly atATime: number
  readonly withPlain: boolean
  readonly json: boolean
  readonly help: boolean
}

/**
 * @param anySeed - used where no seed is given
 * @throws TypeError for an option or a step that is not known
 */
export function parseOptions(args: readonly string[], anySeed: number): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: `${anySeed}` },
      step: { type: 'string', multiple: true },
      'at-a-time': { type: 'string', default: '6' },
      'without-plain': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return {
    runs: whole('--runs', values.runs, 1),
    seed: whole('--seed', values.seed, 0),
    steps: values.step ? [...new Set(values.step.map(step))] : STEPS.map(({ name }) => name),
    atATime: whole('--at-a-time', values['at-a-time'], 1),
    withPlain: !values['without-plain'],
    json: values.json,
    help: values.help,
  }
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value < 2 ** 32) return value
  throw new TypeError(`${option} must be a whole number from ${least}`)
}

function step(name: string): StepName {
  const known = STEPS.find((each) => each.name === name)
  if (known) return known.name
  throw new TypeError(`--step knows ${STEPS.map((each) => each.name).join(', ')}; not "${name}"`)
}
