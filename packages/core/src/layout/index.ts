/** Which layout the deployment's Redis has, and what makes one of the one before. */
export { ensureLayout } from './ensure-layout.js'
export { openLayoutCheck } from './layout-check.js'
export { LayoutError } from './layout-error.js'
export { readLayout } from './layout-mark.js'
export { type LayoutStep, layoutSteps, layoutVersion, nameOfLayout, releaseOfLayout } from './layout-step.js'
export { migrateLayout, stepsFrom } from './migrate-layout.js'
