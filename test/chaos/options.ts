import { parseArgs } from 'node:util'
import type { ChaosOptions } from './chaos-options.js'
import { STEPS, type StepName } from './steps.js'
import type { Trial } from './trials/trial.js'
import { TRIALS } from './trials.js'

const PARTS = ['matrix', ...TRIALS.map(({ name }) => name)]

export const HELP = `Usage: npm run chaos -- [options]

Breaks Disparo at every step of a message's way (real processes, real SIGKILL), and counts what became of the messages.
The same is done to a plain BullMQ worker beside it. On demand, longer trials while many messages wait.

Options:
  --only NAME      matrix (default), or a trial; may be given more than once:
${TRIALS.map((trial) => `                   ${trial.name}: ${trial.says}; ${usualText(trial)}`).join('\n')}
  --messages N     how many wait in a trial
  --seconds N      how long its fault lasts
  --case TEXT      of a trial that is a table, the cases with this in their name; may be given more than once
  --runs N         how often each step of the matrix is run (default 3); each run chooses other moments
  --seed N         chooses the moments (default: any; it is printed)
  --step NAME      only this one; may be given more than once:
                   ${STEPS.map(({ name }) => name).join(', ')}
  --at-a-time N    how many steps run beside each other (default 6)
  --without-plain  leave the plain BullMQ worker out
  --json           print the result as one JSON object, the only line on stdout
  --help           print this

Always uses Redis servers of its own. The exit code is 0 when, under the policy verify, nothing was lost, sent twice or
left in doubt, and every figure with a bound is within it; 1 when not; 2 for a wrong option.
`

/**
 * @param anySeed - used where no seed is given
 * @throws TypeError for an option, a trial or a step that is not known
 */
export function parseOptions(args: readonly string[], anySeed: number): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: ['matrix'] },
      messages: { type: 'string' },
      seconds: { type: 'string' },
      case: { type: 'string', multiple: true },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: `${anySeed}` },
      step: { type: 'string', multiple: true },
      'at-a-time': { type: 'string', default: '6' },
      'without-plain': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const parts = new Set(values.only.map(part))
  const trials = TRIALS.filter(({ name }) => parts.has(name))
  const steps = values.step ? [...new Set(values.step.map(step))] : STEPS.map(({ name }) => name)
  return {
    runs: whole('--runs', values.runs, 1),
    seed: whole('--seed', values.seed, 0),
    steps: parts.has('matrix') ? steps : [],
    trials,
    cases: values.case?.map((text) => casesWith(text, trials)),
    messages: values.messages === undefined ? undefined : whole('--messages', values.messages, 100),
    seconds: values.seconds === undefined ? undefined : whole('--seconds', values.seconds, 1),
    atATime: whole('--at-a-time', values['at-a-time'], 1),
    withPlain: !values['without-plain'],
    json: values.json,
    help: values.help,
  }
}

function casesWith(text: string, trials: readonly Trial[]): string {
  if (trials.some(({ cases = [] }) => cases.some((name) => name.includes(text)))) return text
  throw new TypeError(`--case: no trial that is run has a case with "${text}" in its name`)
}

function usualText({ usual }: Trial): string {
  return `${usual.messages.toLocaleString('en-US')} messages, ${usual.seconds} s`
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value < 2 ** 32) return value
  throw new TypeError(`${option} must be a whole number from ${least}`)
}

function part(name: string): string {
  if (PARTS.includes(name)) return name
  throw new TypeError(`--only knows ${PARTS.join(', ')}; not "${name}"`)
}

function step(name: string): StepName {
  const known = STEPS.find((each) => each.name === name)
  if (known) return known.name
  throw new TypeError(`--step knows ${STEPS.map((each) => each.name).join(', ')}; not "${name}"`)
}
