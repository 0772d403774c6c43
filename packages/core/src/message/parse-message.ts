import type { z } from 'zod'
import type { FieldProblem } from './field-problem.js'
import { explainIssue, problemsOf } from './field-problems.js'
import { friendlyMessageSchema } from './friendly-message.js'
import { type Message, messageSchema } from './message.js'
import { defaultCouponMaxLength, type MessageRules } from './message-rules.js'
import { type Country, defaultCountry, recipientInput } from './recipient.js'

/** The form in which a message came: seed 001's (`seed`), or the one with `template`, `header`, `body` … (`friendly`). */
export type MessageForm = 'seed' | 'friendly'

export type ParsedMessage =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/**
 * Reads a message in either form: the body of seed 001 (in both wire formats), or the friendly one, which is told by a
 * key that only it has (`template`, `header`, `body`, `otp`, `buttons`). Gives the canonical message, or every bad
 * field (the first 50), named as the input names it and never with a value of the input.
 */
export function parseMessage(input: unknown, rules: MessageRules = {}): ParsedMessage {
  const forms = formsFor(
    rules.couponMaxLength ?? defaultCouponMaxLength,
    rules.defaultCountry ?? defaultCountry,
  )
  const result = forms[messageForm(input)].safeParse(input, { error: explainIssue })
  return result.success
    ? { ok: true, message: result.data }
    : { ok: false, problems: problemsOf(result.error, input) }
}

const friendlyKeys = ['template', 'header', 'body', 'otp', 'buttons']

/** In which form an input is written, as `parseMessage` tells it. */
export function messageForm(input: unknown): MessageForm {
  const isObject = typeof input === 'object' && input !== null
  return isObject && friendlyKeys.some((key) => Object.hasOwn(input, key)) ? 'friendly' : 'seed'
}

interface Forms {
  readonly seed: z.ZodType<Message>
  readonly friendly: z.ZodType<Message>
}

/** Building a schema costs far more than using it, and rows come by the million. */
const formsByRules = new Map<string, Forms>()

function formsFor(couponMaxLength: number, country: Country): Forms {
  const rules = `${country}${couponMaxLength}`
  const known = formsByRules.get(rules)
  if (known) return known
  const forms = {
    seed: messageSchema(recipientInput(country), couponMaxLength),
    friendly: friendlyMessageSchema(couponMaxLength, country),
  }
  formsByRules.set(rules, forms)
  return forms
}
