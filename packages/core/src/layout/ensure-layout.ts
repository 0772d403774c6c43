import type { Redis } from '../redis/index.js'
import { LayoutError } from './layout-error.js'
import { readLayout } from './layout-mark.js'
import { type LayoutStep, layoutSteps } from './layout-step.js'
import { migrateLayout, stepsFrom } from './migrate-layout.js'

/**
 * That what is in Redis is as this version reads and writes it. One command, as a rule; who comes first after an upgrade makes it so,
 * unless that is for people to start.
 * @throws LayoutError
 */
export async function ensureLayout(redis: Redis, steps: readonly LayoutStep[] = layoutSteps): Promise<void> {
  const { layout, isMarked } = await readLayout(redis)
  const missing = stepsFrom(layout, steps)
  if (missing.length === 0 && isMarked) return
  if (missing.some(({ byCommand }) => byCommand)) throw new LayoutError(layout, 'older', steps.at(-1)?.to)
  await migrateLayout(redis, { steps })
}
