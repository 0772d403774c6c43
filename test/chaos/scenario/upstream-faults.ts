import { MESSAGES, type ScenarioContext, untilDone } from './scenario-context.js'

/** Lets a worker send while upstream fails; the sandbox was told before which messages it is to fail. */
export async function sendThroughFaults(scene: ScenarioContext): Promise<void> {
  const worker = await scene.subject.startWorker()
  await scene.subject.enqueue(2 * MESSAGES)
  await untilDone(scene)
  await worker.stop()
}
