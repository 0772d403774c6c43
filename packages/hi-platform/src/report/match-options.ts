import type { Rendition } from '@disparo/core/internal/message'
import type { Tolerance } from './tolerance.js'

export interface MatchOptions extends Tolerance {
  /** The account's `uniqueLabel`: the id in a label says alone whose an item is. Default false. */
  readonly uniqueLabel?: boolean | undefined
  /** How the account's report writes what it is sent, as far as that was learnt. */
  readonly rendition?: Rendition | undefined
  /**
   * The account's own numbers, where they are known. An item of another number, which none of the messages known to be sent
   * shows either, says nothing of a message in doubt, unless it is surely its own: accounts that share a user share its report.
   */
  readonly senders?: readonly string[] | undefined
}
