import type { Service, Session } from './service.js'

/**
 * What a clause does to the service. `asks`: it reads, or is turned away at the door. `sends`: a real message, to the
 * run's own recipients. `tries`: all sorts of things, fit for stand-ins only.
 */
type Effect = 'asks' | 'sends' | 'tries'

/** One sentence of the contract, about the service, and how to find out whether it is true. */
export interface Clause {
  readonly interface: 'REST' | 'XML'
  readonly says: string
  readonly effect: Effect
  /** Where this one fails nothing else of the interface is looked at: wrong passwords lock users out. */
  readonly isVital?: boolean
  /**
   * `undecided`: the report has nothing to judge by.
   * @throws AssertionError or ZodError where it does not hold
   */
  check(session: Session): Promise<undefined | 'undecided'>
}

/** Why a clause is left out for a service; `undefined`: it is not. */
export function omission(clause: Clause, service: Service): string | undefined {
  if (clause.interface === 'REST' && !service.rest) return 'no address of the REST interface'
  if (clause.interface === 'XML' && !service.xml) return 'no address of the XML interface'
  if (clause.effect === 'tries' && !service.differences.isStandIn) return 'for stand-ins only'
  if (clause.effect === 'sends' && service.recipients.length === 0) return 'it would send'
  return undefined
}
