import type { Fault } from '../stack/sandbox-client.js'
import type { ChaosOptions } from './chaos-options.js'
import { nameOf, runStep, type Side, type Turn } from './run-step.js'
import type { ChaosSetup } from './setup.js'
import { stepOf } from './steps.js'
import type { Belief } from './subject/subject.js'

export interface TurnDone extends Turn {
  readonly beliefs: readonly Belief[]
  readonly seconds: number
}

/** Every step of every run, by both sides, some beside each other: they mostly wait for a lock or a report. */
export async function runMatrix(
  ground: ChaosSetup,
  options: Pick<ChaosOptions, 'runs' | 'steps' | 'seed' | 'atATime' | 'withPlain'>,
  onDone: (turn: TurnDone) => void,
): Promise<TurnDone[]> {
  const turns = turnsOf(options)
  await ground.sandbox.setFaults(turns.flatMap(faultsOf))
  const waiting = turns.values()
  const done: TurnDone[] = []
  let broken = false
  const work = async () => {
    for (const turn of waiting) {
      if (broken) return
      const began = performance.now()
      const beliefs = await runStep(ground, turn, options.seed).catch((cause: unknown) => {
        broken = true
        throw new Error(`${nameOf(turn)} could not be carried out`, { cause })
      })
      const result = { ...turn, beliefs, seconds: (performance.now() - began) / 1_000 }
      done.push(result)
      onDone(result)
    }
  }
  // Settled, not all: nobody may still be at work when the ground is cleared.
  const ends = await Promise.allSettled(Array.from({ length: Math.min(options.atATime, turns.length) }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return done
}

function turnsOf({ runs, steps, withPlain }: Pick<ChaosOptions, 'runs' | 'steps' | 'withPlain'>): Turn[] {
  const sides: readonly Side[] = withPlain ? ['disparo', 'plain'] : ['disparo']
  return Array.from({ length: runs }, (_, index) =>
    steps.map(stepOf).flatMap((step) =>
      sides.flatMap((side) => {
        const plan = step[side]
        return plan ? [{ step, side, plan, run: index + 1 }] : []
      }),
    ),
  ).flat()
}

function faultsOf(turn: Turn): Fault[] {
  return turn.plan.kind === 'upstream-fault' ? [{ ...turn.plan.fault, elementName: nameOf(turn) }] : []
}
