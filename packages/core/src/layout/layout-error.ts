import { layoutVersion, nameOfLayout } from './layout-step.js'

/** `newer`: of a later version. `older`: it has to be migrated by command. `migrating`: another program is about it. */
type LayoutObstacle = 'newer' | 'older' | 'migrating'

const whatToDo: Readonly<Record<LayoutObstacle, string>> = {
  newer: 'Upgrade this program.',
  older: 'Stop all programs, and run: disparo migrate',
  migrating: 'Another program migrates it: try again in a few seconds.',
}

/** What is in Redis is laid out as this version cannot work with. Nothing was read or written. */
export class LayoutError extends Error {
  readonly code = 'LAYOUT'
  /** The layout in Redis, and the one of this version. */
  readonly found: number
  readonly known: number
  readonly obstacle: LayoutObstacle

  constructor(found: number, obstacle: LayoutObstacle, known: number = layoutVersion) {
    super(
      `Redis has ${nameOfLayout(found)}, and this program works with ${nameOfLayout(known)}. ${whatToDo[obstacle]}`,
    )
    this.name = 'LayoutError'
    this.found = found
    this.known = known
    this.obstacle = obstacle
  }
}
