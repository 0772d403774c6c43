import type { Lane, Message } from '../../message/index.js'
import type { TemplateCatalogue } from '../../templates/index.js'
import { kindOf, type Uncategorised } from '../kind.js'
import type { Hours } from './hours-term.js'
import type { OpenSpan } from './open-hours.js'

interface KindTerms {
  readonly catalogue?: Pick<TemplateCatalogue, 'find'> | undefined
  readonly uncategorised: Uncategorised
}

/** From when on a message that is due at a moment may go (epoch ms); `undefined`: it keeps no quiet hours. */
export function opensAtOf(
  hours: Hours,
  terms: KindTerms,
): (message: Message, lane: Lane, due: number) => number | undefined {
  return (message, lane, due) => {
    if (!hours.holds(kindOf(message, { ...terms, lane }), lane)) return undefined
    return Math.max(due, hours.hoursOf(message.to, due).from)
  }
}

/**
 * The hours that messages of a batch keep, as far as its lane and templates tell, by the account's own clock; `undefined`: they go at any time.
 */
export function hoursOfBatches(
  hours: Hours | undefined,
  terms: KindTerms,
): (batch: {
  readonly lane: Lane
  readonly templates: readonly Pick<Message, 'namespace' | 'elementName'>[]
}) => ((moment: number) => OpenSpan) | undefined {
  return ({ lane, templates }) => {
    const isHeld = templates.some((template) => hours?.holds(kindOf(template, { ...terms, lane }), lane))
    return isHeld ? hours?.ownHours : undefined
  }
}
