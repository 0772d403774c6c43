import * as z from 'zod/mini'

/** A text of an address that has this form. */
export function matching(form: RegExp) {
  return z.string().check(({ value, issues }) => {
    if (!form.test(value)) issues.push({ code: 'custom', input: value, message: 'has another form' })
  })
}
