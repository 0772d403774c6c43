import { z } from 'zod'
import { nameText, strictObject } from '../message/index.js'
import type { Template } from './template.js'
import { readVariables } from './variables.js'

const bodyLength = 4_096

/** A variable that makes no sense would never be filled. */
const variablesCount: z.core.CheckFn<string> = ({ value, issues }) => {
  const read = readVariables(value)
  if ('problem' in read) issues.push({ code: 'custom', message: read.problem, input: value, continue: true })
}

const Text = (max: number) => z.string().trim().min(1).max(max)
const Word = nameText(64).transform((word) => word.toUpperCase())

/** Meta's rule: one variable. */
const HeaderText = Text(60).check(variablesCount)

const Header = z.union(
  [
    strictObject({ type: z.literal('text'), text: HeaderText }),
    strictObject({ type: z.enum(['image', 'document', 'video', 'other']) }),
  ],
  'must be {type: "text", text}, or {type} with image, document, video or other',
)

const Button = z.discriminatedUnion(
  'type',
  [
    strictObject({ type: z.literal('url'), text: Text(64).optional(), url: Text(2_048) }),
    strictObject({ type: z.enum(['coupon', 'otp', 'reply', 'phone', 'other']), text: Text(64).optional() }),
  ],
  'must have the type url (with its url), coupon, otp, reply, phone or other',
)

/** A template as a file of ours writes it: every field is known, and the body is there. */
export const OwnTemplate = strictObject({
  name: nameText(512),
  namespace: nameText(256).optional(),
  language: nameText(64).optional(),
  category: Word.optional(),
  /** Default: it is approved, or nobody would have written it down. */
  status: Word.default('APPROVED'),
  header: Header.optional(),
  body: Text(bodyLength).check(variablesCount),
  footer: Text(bodyLength).optional(),
  buttons: z.array(Button).max(10).default([]),
}).transform((fields) => withVariables(withoutUndefined(fields)))

/** The template with its body's variables, where they can be told. */
export function withVariables(template: Template): Template {
  const read = template.body === undefined ? undefined : readVariables(template.body)
  return read !== undefined && 'names' in read ? { ...template, variables: read.names } : template
}

function withoutUndefined(fields: object): Template {
  return JSON.parse(JSON.stringify(fields)) as Template
}
