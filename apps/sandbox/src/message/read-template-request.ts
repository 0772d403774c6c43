import { z } from 'zod'
import { parseJson } from './parse-json.js'
import { TemplateBody } from './template-body.js'

/** What fault rules may ask for; known of invalid bodies too, as far as it can be read. */
export interface Target {
  /** One recipient, or all of a 50.01 request, as in the report. */
  readonly to?: string | readonly string[] | undefined
  readonly elementName?: string | undefined
}

export type TemplateRequest = { readonly target: Target } & (
  | { readonly valid: true; readonly body: TemplateBody; readonly content: unknown }
  | { readonly valid: false; readonly fields: readonly string[] }
)

const TargetOf = z.object({
  to: z.string().optional().catch(undefined),
  elementName: z.string().optional().catch(undefined),
})

/** Reads the raw text of a template request; `fields` names what is wrong, `content` is all that was sent. */
export function readTemplateRequest(text: unknown): TemplateRequest {
  const content = parseJson(text)
  const target = TargetOf.catch({}).parse(content)
  const parsed = TemplateBody.safeParse(content)
  if (parsed.success) return { target, valid: true, body: parsed.data, content }
  return { target, valid: false, fields: fieldsOf(parsed.error) }
}

/** Paths of the wrong fields, each once: `to`, `components.0.parameters.1.text`; `body` for the whole. */
export function fieldsOf(error: z.ZodError): string[] {
  return [...new Set(error.issues.map((issue) => issue.path.join('.') || 'body'))]
}
