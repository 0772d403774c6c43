import { createEventLoopBlock } from '../../stack/event-loop-block.js'
import type { Breakage, StandStill } from '../steps.js'
import { choose, MESSAGES, type ScenarioContext, untilDone } from './scenario-context.js'

interface Pause {
  /** What a worker must be started with to be paused so. */
  readonly env: Readonly<Record<string, string>>
  begin(pid: number): void
  end(pid: number): void
  remove(): Promise<void>
}

const pauses: Readonly<Record<StandStill, () => Promise<Pause>>> = {
  stopped: async () => ({
    env: {},
    begin: (pid) => void process.kill(pid, 'SIGSTOP'),
    end: (pid) => void process.kill(pid, 'SIGCONT'),
    remove: async () => undefined,
  }),
  blocked: async () => {
    const { env, block, release, remove } = await createEventLoopBlock()
    return { env, begin: block, end: release, remove }
  },
}

/**
 * Lets a worker stand still at the moment (its locks run out meanwhile) until another one has seen to all of its
 * messages; then it goes on where it was, and must not send any of them.
 */
export async function pauseWorker(scene: ScenarioContext, at: Breakage, how: StandStill): Promise<void> {
  const { subject, trap, random } = scene
  const pause = await pauses[how]()
  try {
    const paused = await subject.startWorker(pause.env)
    const sprung = trap.set({ ...choose(random, at), act: () => pause.begin(paused.pid) })
    await Promise.all([sprung, subject.enqueue(MESSAGES)])
    const other = await subject.startWorker()
    await untilDone(scene)
    pause.end(paused.pid)
    // Its stop waits for what it was about to do.
    await paused.stop()
    await untilDone(scene)
    await other.stop()
  } finally {
    await pause.remove()
  }
}
