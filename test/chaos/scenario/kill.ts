import type { Breakage } from '../steps.js'
import { choose, MESSAGES, type ScenarioContext, untilDone } from './scenario-context.js'

/** SIGKILLs a worker at each moment in turn; what it leaves behind is the next one's, and new messages come as well. */
export async function killWorkers(scene: ScenarioContext, at: readonly Breakage[]): Promise<void> {
  const { subject, trap, relays, random } = scene
  for (const breakage of at) {
    const worker = await subject.startWorker()
    const sprung = trap.set({
      ...choose(random, breakage),
      act: () => void process.kill(worker.pid, 'SIGKILL'),
    })
    await Promise.all([sprung, subject.enqueue(MESSAGES)])
    await worker.exited
    for (const relay of relays) relay.reopen()
  }
  const last = await subject.startWorker()
  await untilDone(scene)
  await last.stop()
}
