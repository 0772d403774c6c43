import type { ChaosOptions } from './chaos-options.js'
import type { TrialResult } from './trials/trial.js'

/** One after the other: each has a machine's clock to itself. */
export async function runTrials(
  { trials, messages, seconds, cases }: Pick<ChaosOptions, 'trials' | 'messages' | 'seconds' | 'cases'>,
  say: (line: string) => void,
): Promise<TrialResult[]> {
  const results: TrialResult[] = []
  for (const trial of trials) {
    const chosen = cases && trial.cases?.filter((name) => cases.some((part) => name.includes(part)))
    const sizes = {
      ...(chosen ? { cases: chosen } : {}),
      messages: messages ?? trial.usual.messages,
      seconds: seconds ?? trial.usual.seconds,
    }
    const began = performance.now()
    const done = await trial.run({ ...sizes, say: (line) => say(`${trial.name}: ${line}`) })
    say(
      `${trial.name}: ${done.beliefs.length} messages, ${Math.round((performance.now() - began) / 1_000)} s`,
    )
    results.push({ ...done, trial })
  }
  return results
}
