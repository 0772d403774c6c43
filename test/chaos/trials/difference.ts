import type { Behavior } from '../upstream/behavior.js'

/** One way in which upstream differs from what its documents show. */
export interface Difference {
  readonly name: string
  readonly manner: (scale: Scale) => Behavior
  /** How it goes on with a second campaign, once the first one is settled. */
  readonly next?: (scale: Scale) => Behavior
  /** Everybody gets another message, of another template. */
  readonly isDouble?: boolean
  /** What doubts may rest for at the end; by default none may. */
  readonly mayRest?: readonly Waiting[]
  /** The same without `uniqueLabel`: with it nothing but the label need be right. */
  readonly mayRestUnlabelled?: readonly Waiting[]
}

export interface Scale {
  /** What a minute is here. */
  readonly minuteMs: number
  /** How many messages a campaign has. */
  readonly messages: number
}

/** What a message in doubt may rest for. */
type Waiting =
  | 'no-control'
  | 'report-lag'
  | 'look-alike'
  | 'upstream-outage'
  | 'no-report'
  | 'too-old'
  | 'policy'
