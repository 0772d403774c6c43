import type { Redis } from '../redis/index.js'

/** How far a step is, in what it counts. */
export type TellProgress = (done: number, total: number) => void

/** Makes a layout of the one before. To repeat it, or what was begun of it, does no harm: it may be interrupted. */
export interface LayoutStep {
  readonly to: number
  /** What it does, for who starts it. */
  readonly does: string
  /**
   * It takes long, or must not meet former programs, which else run for up to 10 s beside it: people start it (`disparo migrate`),
   * not the first program that comes.
   */
  readonly byCommand?: boolean
  /** Absent: what is there is read as it is. */
  readonly run?: (redis: Redis, tell: TellProgress) => Promise<void>
}

/**
 * Of every layout after the first. A new one is only needed where former programs would go wrong on it: what they may leave
 * alone, such as a new field, is read where it is and needs no step.
 */
export const layoutSteps: readonly LayoutStep[] = [
  { to: 2, does: 'notes the version; all that 0.1.0 wrote is read as it is' },
]

/** The layout that this version writes. One that carries no version is 1. */
export const layoutVersion = layoutSteps.at(-1)?.to ?? 1

/** The version of Disparo that brought each layout. */
const releases: Readonly<Record<number, string>> = { 1: '0.1.0', 2: '0.2.0' }

/** The version of Disparo that brought a layout; `undefined` where this one does not know it. */
export function releaseOfLayout(layout: number): string | undefined {
  return releases[layout]
}

/** `layout 2 (of version 0.2.0)` */
export function nameOfLayout(layout: number): string {
  if (!Number.isFinite(layout)) return 'a later layout'
  const release = releaseOfLayout(layout)
  return release === undefined ? `layout ${layout}` : `layout ${layout} (of version ${release})`
}
