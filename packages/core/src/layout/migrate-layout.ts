import { randomUUID } from 'node:crypto'
import { acquireLease, layoutLeaseKey, type Redis, releaseLease } from '../redis/index.js'
import { LayoutError } from './layout-error.js'
import { markLayout, readLayout } from './layout-mark.js'
import { type LayoutStep, layoutSteps } from './layout-step.js'

const leaseMs = 30_000

interface MigrationOptions {
  readonly steps?: readonly LayoutStep[]
  /** Hears of each step how far it is. */
  readonly tell?: (step: LayoutStep, done: number, total: number) => void
}

/** What is to be done to a layout, in its order. @throws LayoutError where it is a newer one */
export function stepsFrom(layout: number, steps: readonly LayoutStep[] = layoutSteps): readonly LayoutStep[] {
  const known = steps.at(-1)?.to ?? 1
  if (layout > known) throw new LayoutError(layout, 'newer', known)
  return steps.filter(({ to }) => to > layout)
}

/**
 * Makes what is in Redis of this version, step by step, under a lease: what a step has finished is noted, and never done again.
 * @throws LayoutError where it is of a newer version, or another program migrates it
 */
export async function migrateLayout(
  redis: Redis,
  { steps = layoutSteps, tell = () => {} }: MigrationOptions = {},
): Promise<void> {
  const known = steps.at(-1)?.to ?? 1
  for (;;) {
    const { layout, isMarked } = await readLayout(redis)
    const [step] = stepsFrom(layout, steps)
    if (step === undefined) {
      if (isMarked) return
    } else if (step.run) {
      const { run } = step
      const isDone = await withLease(redis, () => run(redis, (done, total) => tell(step, done, total)))
      if (!isDone) throw new LayoutError(layout, 'migrating', known)
    }
    await markLayout(redis, layout, step?.to ?? known)
  }
}

/** `false`: another program has the lease. */
async function withLease(redis: Redis, work: () => Promise<void>): Promise<boolean> {
  const holder = randomUUID()
  const hold = () => acquireLease(redis, layoutLeaseKey, holder, leaseMs)
  if (!(await hold())) return false
  const renewal = setInterval(() => void hold().catch(() => {}), leaseMs / 3)
  try {
    await work()
    return true
  } finally {
    clearInterval(renewal)
    await releaseLease(redis, layoutLeaseKey, holder).catch(() => {})
  }
}
