import { z } from 'zod'
import { mistake } from './problem-code.js'

/** An object that may have these keys and no others; the problem of an unknown key tells which are allowed. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `is not known here; allowed: ${allowed}` : undefined,
  })
}

/** A list of one: what every component but the body has. */
export function exactlyOneOf<Parameter extends z.core.SomeType>(parameter: Parameter) {
  return z.tuple([parameter], {
    error: ({ code }) =>
      code === 'too_small' || code === 'too_big' ? 'must have exactly one parameter' : undefined,
  })
}

/** A list whose length is looked at before its elements are: each of a million bad ones would be a problem of its own. */
export function boundedList<Element extends z.core.SomeType>(element: Element, max: number) {
  return z.preprocess((value, { addIssue }) => {
    if (!Array.isArray(value) || value.length <= max) return value
    addIssue({
      code: 'custom',
      ...mistake(`must have at most ${max} entries`, { code: 'too-many', limit: max }),
      input: value,
    })
    return z.NEVER
  }, z.array(element))
}
