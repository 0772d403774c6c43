import { z } from 'zod'

/** A message of GET /sandbox/messages, as another sandbox is told of it; its number is given anew. */
export const KnownArrival = z.object({
  to: z.string(),
  namespace: z.string(),
  elementName: z.string(),
  externalLabel: z.string().default(''),
  /** Epoch ms. */
  arrivedAt: z.number().min(0),
  hash: z.string(),
  upstreamId: z.string(),
  identificador: z.string().optional(),
  failure: z.object({ code: z.int(), title: z.string() }).optional(),
})

export type KnownArrival = z.infer<typeof KnownArrival>
