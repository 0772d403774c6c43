import { startOwnRedis } from '../stack/start-redis.js'
import { startCallbackReceiver } from './callback-receiver.js'
import { createRandom } from './random.js'
import { startRelay } from './relay/relay.js'
import { createTrap } from './relay/trap.js'
import { killWorkers } from './scenario/kill.js'
import { pauseWorker } from './scenario/pause.js'
import { cutPower } from './scenario/power-cut.js'
import type { ScenarioContext } from './scenario/scenario-context.js'
import { sendThroughFaults } from './scenario/upstream-faults.js'
import type { ChaosSetup } from './setup.js'
import type { Plan, Step } from './steps.js'
import { openDisparo } from './subject/disparo.js'
import { openPlain } from './subject/plain.js'
import type { Belief, Subject } from './subject/subject.js'

export type Side = 'disparo' | 'plain'

/** One step, run once, by one side. */
export interface Turn {
  readonly step: Step
  readonly side: Side
  readonly run: number
  readonly plan: Plan
}

const open = { disparo: openDisparo, plain: openPlain }

/** Names the account and the template of a turn: faults of the sandbox are for a template. */
export function nameOf({ step, side, run }: Turn): string {
  return `${side}-${step.name}-${run}`
}

/** Does it, with workers of its own, and says what the subject believes became of the messages. */
export async function runStep(ground: ChaosSetup, turn: Turn, seed: number): Promise<Belief[]> {
  const { step, plan, side } = turn
  const undo: (() => Promise<unknown>)[] = []
  try {
    const redis = plan.kind === 'power-cut' ? await startOwnRedis() : ground.redis
    if (redis !== ground.redis) undo.push(() => redis.stop())
    const trap = createTrap()
    const redisUrl = new URL(redis.url)
    const redisRelay = await startRelay(Number(redisUrl.port), trap.watch('redis'))
    undo.push(() => redisRelay.close())
    const hiRelay = await startRelay(ground.sandbox.port, trap.watch('http'))
    undo.push(() => hiRelay.close())
    redisUrl.port = `${redisRelay.port}`
    const told = step.hasCallbacks && (await startCallbackReceiver())
    if (told) undo.push(() => told.close())
    const callbackRelay = told && (await startRelay(told.port, trap.watch('callback')))
    if (callbackRelay) undo.push(() => callbackRelay.close())
    const subject = await open[side]({
      ground,
      name: nameOf(turn),
      lane: step.lane,
      redisUrl: redis.url,
      workerRedisUrl: redisUrl.href,
      workerHiUrl: `http://127.0.0.1:${hiRelay.port}`,
      ...(told && callbackRelay
        ? { callback: { ...told, workerUrl: `http://127.0.0.1:${callbackRelay.port}/` } }
        : {}),
    })
    undo.push(() => subject.close())
    const startWorker: Subject['startWorker'] = async (env) => {
      const worker = await subject.startWorker(env)
      // For when a step is given up: a worker that has ended is not hurt by it.
      undo.push(() => worker.kill())
      return worker
    }
    const random = createRandom(seed, turn.run, step.name)
    await carryOut(plan, {
      subject: { ...subject, startWorker },
      trap,
      redis,
      random,
      relays: [redisRelay, hiRelay, ...(callbackRelay ? [callbackRelay] : [])],
    })
    return await subject.beliefs()
  } finally {
    for (let next = undo.pop(); next; next = undo.pop()) await next()
  }
}

function carryOut(plan: Plan, scene: ScenarioContext): Promise<void> {
  switch (plan.kind) {
    case 'kill':
      return killWorkers(scene, plan.at)
    case 'pause':
      return pauseWorker(scene, plan.at, plan.how)
    case 'upstream-fault':
      return sendThroughFaults(scene)
    case 'power-cut':
      return cutPower(scene, plan.at)
  }
}
