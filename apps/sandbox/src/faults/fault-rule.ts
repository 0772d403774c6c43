import { validateHeaderName, validateHeaderValue } from 'node:http'
import { z } from 'zod'

const headers = z.record(z.string(), z.coerce.string()).refine(areValidHeaders)

/** Which requests a rule is for; `on` is `template` unless said otherwise, the rest restricts only where given. */
const filters = {
  on: z.enum(['template', 'report']).default('template'),
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
    latencyMs: latencyMs.optional(),
    ...filters,
  }),
  z.strictObject({
    fault: z.enum(['hang', 'drop-before', 'drop-after']),
    latencyMs: latencyMs.optional(),
    ...filters,
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
