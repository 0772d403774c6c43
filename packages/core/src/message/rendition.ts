import { z } from 'zod'

/** Of so many of the latest pairs nearly all must agree before a form counts; it is given up when none of them does. */
export const minPairs = 20
/** Longer ones are not learnt: nothing that comes from outside is kept without a bound. */
export const maxFormLength = 64
/** So many namespaces and senders are remembered, the latest. */
export const maxRemembered = 20

const Form = z.string().max(maxFormLength)

/** One thing that a report always writes alike: what the latest pairs showed, the oldest first, and the form that counts. */
export const LearnedForm = z.object({
  form: Form.optional(),
  latest: z.array(Form).max(minPairs),
})
export type LearnedForm = Readonly<z.infer<typeof LearnedForm>>

const none: LearnedForm = { latest: [] }

/**
 * How an account's report writes what it was sent, as far as sure pairs of messages and items have shown. Forms:
 * `namespaces`: the namespace shown for the one sent. `elementName`: `as-sent`, `other-case`, `other`. `label`: `whole`,
 * `cut:<characters>`, `none`, `other`. `labelCase`: `as-sent`, `other-case`. `recipient`: `as-sent`, `other-ninth-digit`,
 * `without-country`, `other`. `senders`: the account's numbers, by how many pairs, and when the latest was dispatched (ms).
 */
export const Rendition = z.object({
  namespaces: z.array(LearnedForm.extend({ sent: Form })).max(maxRemembered),
  elementName: LearnedForm,
  label: LearnedForm,
  labelCase: LearnedForm,
  recipient: LearnedForm,
  senders: z.array(z.object({ number: Form, pairs: z.int(), at: z.number() })).max(maxRemembered),
})
export type Rendition = Readonly<z.infer<typeof Rendition>>

export const emptyRendition: Rendition = {
  namespaces: [],
  elementName: none,
  label: none,
  labelCase: none,
  recipient: none,
  senders: [],
}
