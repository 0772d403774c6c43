import { z } from 'zod'

const field = z.string().optional().catch(undefined)

/** The form's fields, named as Hi Flow names them; `Pass` is the MD5 of the password, in hex. */
export const Form = z
  .object({ User: field, Pass: field, Client: field, XML: field })
  .transform(({ User = '', Pass = '', Client = '', XML = '' }) => ({
    user: User,
    passwordMd5: Pass,
    client: Client,
    document: XML,
  }))

export type Form = z.output<typeof Form>

/**
 * The form of a request: multipart (whose fields are parsed already), urlencoded, or the bare document as the body,
 * in which case the other fields stand in the query string. Whatever the content type says, a form never starts with `<`.
 */
export function readForm(body: unknown, query: unknown): Form {
  if (typeof body !== 'string') return Form.catch(EMPTY).parse(body)
  if (
    body
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('<')
  ) {
    return { ...Form.catch(EMPTY).parse(query), document: body }
  }
  return Form.parse(Object.fromEntries(new URLSearchParams(body)))
}

const EMPTY: Form = { user: '', passwordMd5: '', client: '', document: '' }
