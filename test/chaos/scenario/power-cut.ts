import { setTimeout as delay } from 'node:timers/promises'
import { between } from '../random.js'
import type { Breakage } from '../steps.js'
import { LOCK_MS } from '../subject/subject.js'
import { choose, MESSAGES, type ScenarioContext, untilDone } from './scenario-context.js'

/** Kills Redis at each moment in turn, for less or for longer than a lock lasts. The worker lives through it all. */
export async function cutPower(scene: ScenarioContext, at: readonly Breakage[]): Promise<void> {
  const { subject, trap, redis, random } = scene
  const outage = async () => {
    await redis.crash()
    await delay(between(random, 0, 2 * LOCK_MS))
    await redis.revive()
  }
  const worker = await subject.startWorker()
  for (const breakage of at) {
    const sprung = trap.set({
      ...choose(random, breakage),
      act: () => void process.kill(redis.pid, 'SIGKILL'),
    })
    // Redis may go while it takes them, so they are there only when it is back.
    const enqueued = subject.enqueue(MESSAGES)
    await Promise.all([sprung.then(outage), enqueued])
  }
  await untilDone(scene)
  await worker.stop()
}
