/** How an account stands, read from Redis: for the metrics of the producer and for the doctor. */
export {
  type AccountFigures,
  type FigureDeps,
  type LimitFigures,
  readAccountFigures,
} from './account-figures.js'
export type { LaneFigures } from './lane-figures.js'
