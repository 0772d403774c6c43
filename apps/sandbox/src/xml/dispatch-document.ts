import { randomBytes } from 'node:crypto'
import { z } from 'zod'

/** What one request may have at most; the real number is documented nowhere. */
const MAX_CONTACTS = 1_000

const trimmed = z.string().trim()

const parameter = z.object({ '@_type': z.literal('text'), '#text': z.string().regex(/\S/) })
const component = z.object({ '@_type': z.literal('body'), parameter: z.array(parameter).min(1) })

const contact = z.object({
  phone: trimmed.pipe(z.string().regex(/^\d{10,11}$/)),
  component: z.array(component).max(1).default([]),
})

/**
 * What stands in `emkt` of 50.01 (seed 000): remetente is required, phone is DDD + number without 55, identificador has
 * up to 13 letters and digits and is made here when absent. That the template is required is inferred from seed 001.
 */
export const DispatchDocument = z
  .object({
    remetente: trimmed.pipe(z.string().min(1)),
    identificador: trimmed.pipe(z.string().regex(/^[A-Za-z0-9]{0,13}$/)).optional(),
    namespace: trimmed.pipe(z.string().min(1)),
    element_name: trimmed.pipe(z.string().min(1)),
    contact: z.array(contact).min(1).max(MAX_CONTACTS),
  })
  .transform((document) => ({
    remetente: document.remetente,
    identificador: document.identificador || randomBytes(7).toString('hex').slice(1),
    bodies: document.contact.map(({ phone, component: [body] }) => ({
      to: COUNTRY + phone,
      namespace: document.namespace,
      elementName: document.element_name,
      ...(body && { components: [{ type: 'body' as const, parameters: body.parameter.map(toText) }] }),
    })),
  }))

/** A 50.01 request, each contact as the REST interface would have it, so that the two can be compared. */
export type Dispatch = z.output<typeof DispatchDocument>

/** Brazil's code, which the phones of this interface lack and recipients elsewhere have. */
const COUNTRY = '55'

/** @returns `<telefone>` of a recipient */
export function phoneOf(to: string): string {
  return to.slice(COUNTRY.length)
}

export function recipientOf(phone: string): string {
  return COUNTRY + phone.trim()
}

function toText(given: z.output<typeof parameter>) {
  return { type: 'text' as const, text: given['#text'] }
}
