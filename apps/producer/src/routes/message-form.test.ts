import { NewMessage } from '@disparo/api'
import { friendlyMessageSchema, Message } from '@disparo/core/internal/message'
import { expect, test } from 'vitest'
import { z } from 'zod'

type Schema = z.core.JSONSchema.BaseSchema

/** Each field of a form with its limits, as `components[].parameters[].text: string, 1 to 60`. */
function fieldsOf(schema: Schema, path = ''): string[] {
  const { properties = {}, items, prefixItems = [], anyOf = [], oneOf = [] } = schema
  const inner = [
    ...Object.entries(properties).flatMap(([name, of]) => fieldsOf(of as Schema, `${path}.${name}`)),
    ...[items, ...prefixItems].flatMap((of) =>
      typeof of === 'object' && !Array.isArray(of) ? fieldsOf(of as Schema, `${path}[]`) : [],
    ),
    ...[...anyOf, ...oneOf].flatMap((of) => fieldsOf(of as Schema, path)),
  ]
  if (inner.length > 0) return [...new Set(inner)].sort()
  const { type, minLength, maxLength, enum: values, const: value } = schema
  return [`${path}: ${type} ${values ?? value ?? ''} ${minLength ?? ''} to ${maxLength ?? ''}`]
}

const formsOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' })
const isTerm = (field: string) => /^\.(lane|sendAt|expiresAt):/.test(field)
/** The account's rules: how a recipient may be written, and how long a coupon may be. */
const isAccounts = (field: string) => /^\.to:|coupon(_code)?:/.test(field)
const judged = (field: string) => !isTerm(field) && !isAccounts(field)

test.each([
  ['Hi Platform’s form', 0, Message],
  ['the friendly form', 1, friendlyMessageSchema(15, 'BR')],
])('%s has the fields and limits in the contract that the library judges by', (_, index, schema) => {
  const form = formsOf(NewMessage).anyOf?.[index] as Schema
  expect(fieldsOf(form).filter(judged)).toEqual(fieldsOf(formsOf(schema)).filter(judged))
  expect(fieldsOf(form).filter(judged).length).toBeGreaterThan(10)
  expect(fieldsOf(form).filter(isTerm).length).toBe(3)
})
