import { type Clause, omission } from './clause.js'
import type { Service } from './service.js'

/** What will be done to a service, clause by clause, before it is done. Recipients and secrets are not named. */
export function planOf(service: Service, clauses: readonly Clause[]): string {
  const { rest, xml, recipients, template } = service
  const sends = recipients.length > 0
  const addresses = [rest && `REST  ${rest.baseUrl}`, xml && `XML   ${xml.url}`].filter(Boolean)
  const lines = clauses.map((clause) => {
    const why = omission(clause, service)
    const [effect, reason] = why === undefined ? [clause.effect, ''] : ['omits', ` (${why})`]
    return `  ${effect.padEnd(5)}  ${clause.interface.padEnd(4)}  it ${clause.says}${reason}`
  })
  return [
    ...addresses,
    sends
      ? `Sends ${template.namespace}/${template.elementName} to ${recipients.length} recipient, by each interface once.`
      : 'Reads only: nothing is sent.',
    '',
    ...lines,
    '',
  ].join('\n')
}
