import type { Breakage } from '../steps.js'
import { choose, MESSAGES, type Scene, untilDone } from './scene.js'

/**
 * Stops a worker at the moment (its event loop stands still, its locks run out) until another one has seen to all of its
 * messages; then it goes on where it was, and must not send any of them.
 */
export async function pauseWorker(scene: Scene, at: Breakage): Promise<void> {
  const { subject, trap, random } = scene
  const paused = await subject.startWorker()
  const sprung = trap.set({
    ...choose(random, at),
    act: () => void process.kill(paused.pid, 'SIGSTOP'),
  })
  await Promise.all([sprung, subject.enqueue(MESSAGES)])
  const other = await subject.startWorker()
  await untilDone(scene)
  process.kill(paused.pid, 'SIGCONT')
  // Its stop waits for what it was about to do.
  await paused.stop()
  await untilDone(scene)
  await other.stop()
}
