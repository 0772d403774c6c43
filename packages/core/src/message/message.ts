import { z } from 'zod'
import type { Component } from './component.js'
import { componentFields, componentsSchema } from './component-schema.js'
import { type Extras, extrasFields, extrasOf, type Metadata } from './extras.js'
import { nameText } from './field-text.js'
import { maxCouponLength } from './message-rules.js'
import { Recipient } from './recipient.js'
import { strictObject } from './strict-schema.js'

/**
 * One template for one recipient, in the canonical form: the body that seed 001 POSTs, with the recipient in digits
 * and variables told by their position.
 */
export interface Message extends Extras {
  readonly category?: string
  /** Country code and number, 8 to 15 digits. */
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly components?: readonly Component[]
  /** Tags what is sent, such as a campaign; the report repeats it. */
  readonly externalLabel?: string
}

/** Documented limits there are none; these keep a mistake, such as a whole file in a field, from going further. */
export function messageFields() {
  return {
    namespace: nameText(256),
    elementName: nameText(512),
    category: nameText(64).optional(),
    externalLabel: nameText(256).optional(),
    ...extrasFields(),
  }
}

/** The schema of the seed's body, with `to` read as given: strictly for what is canonical, tolerantly for input. */
export function messageSchema(to: z.ZodType<string>, couponMaxLength: number): z.ZodType<Message> {
  const { category, namespace, elementName, ...others } = messageFields()
  return strictObject({
    category,
    to,
    namespace,
    elementName,
    components: componentsSchema(componentFields(couponMaxLength)).optional(),
    ...others,
  }).transform(withoutUndefined)
}

/**
 * Reads back a canonical message, such as a job's data, changing nothing in it. The recipient is not normalised and a
 * coupon may be as long as any account allows: that was decided when it was accepted. For input: `parseMessage`.
 */
export const Message: z.ZodType<Message> = z.lazy(() => messageSchema(Recipient, maxCouponLength))

/** The keys in the seed's order, and none without a value. */
export function withoutUndefined(fields: {
  category?: string | undefined
  to: string
  namespace: string
  elementName: string
  components?: readonly Component[] | undefined
  externalLabel?: string | undefined
  reference?: string | undefined
  metadata?: Metadata | undefined
}): Message {
  const { category, to, namespace, elementName, components, externalLabel } = fields
  return {
    ...(category !== undefined && { category }),
    to,
    namespace,
    elementName,
    ...(components !== undefined && { components }),
    ...(externalLabel !== undefined && { externalLabel }),
    ...extrasOf(fields),
  }
}
