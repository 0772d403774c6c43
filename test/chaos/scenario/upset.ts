import { MESSAGES, type Scene, untilDone } from './scene.js'

/** Lets a worker send while upstream fails; the sandbox was told before which messages it is to fail. */
export async function sendThroughFaults(scene: Scene): Promise<void> {
  const worker = await scene.subject.startWorker()
  await scene.subject.enqueue(2 * MESSAGES)
  await untilDone(scene)
  await worker.stop()
}
