import { validateHeaderName, validateHeaderValue } from 'node:http'
import { z } from 'zod'

const headers = z.record(z.string(), z.coerce.string()).refine(areValidHeaders)

/**
 * Which requests a rule is for; `on` is `template` unless said otherwise (`xml-send`: 50.01 and whatever is no 50.02,
 * `xml-status`: 50.02), the rest restricts only where given. `to` has the 55 and may be any of a request's contacts.
 */
const filters = {
  on: z.enum(['template', 'report', 'xml-send', 'xml-status']).default('template'),
  to: z.string().optional(),
  elementName: z.string().optional(),
  /** 0 to 1, drawn from the sandbox's seeded generator; default 1. */
  probability: z.number().min(0).max(1).default(1),
  /** Only the first so many matches. */
  times: z.int().positive().optional(),
}

const latencyMs = z.number().min(0).max(3_600_000)

/** One line of the fault plan. Every kind may have a `latencyMs` of its own; `body` is text, or JSON to be encoded. */
export const FaultRule = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('latency'), latencyMs, ...filters }),
  z.strictObject({
    fault: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: headers.optional(),
    body: z.unknown().optional(),
    contentType: z.string().optional(),
    /** Whether the request is accepted all the same, and only its answer is this one. Default `false`. */
    accepts: z.boolean().optional(),
    latencyMs: latencyMs.optional(),
    ...filters,
  }),
  z.strictObject({
    fault: z.enum(['hang', 'drop-before', 'drop-after']),
    latencyMs: latencyMs.optional(),
    ...filters,
  }),
  /** Accepts, and gives the first part of the answer: as if it were all (`truncated`), or before the connection ends. */
  z.strictObject({
    fault: z.enum(['truncated', 'drop-midway']),
    /** How much of the answer, 0 to 1; default 0.5. */
    share: z.number().min(0).max(1).default(0.5),
    latencyMs: latencyMs.optional(),
    ...filters,
  }),
  /** Does not accept, and answers 200 with an error of the XML interface, in the style it has then. */
  z.strictObject({
    fault: z.literal('xml-error'),
    id: z.string().default('99'),
    text: z.string().default('Erro interno'),
    latencyMs: latencyMs.optional(),
    ...filters,
    on: z.enum(['xml-send', 'xml-status']).default('xml-send'),
  }),
])

export type FaultRule = z.infer<typeof FaultRule>

function areValidHeaders(values: Record<string, string>): boolean {
  try {
    for (const [name, value] of Object.entries(values)) {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    }
    return true
  } catch {
    return false
  }
}
