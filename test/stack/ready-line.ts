import { z } from 'zod'

const ReadyLine = z.union([
  z.object({ event: z.literal('app:listening'), url: z.url() }).transform(({ url }) => ({ url })),
  z.object({ event: z.literal('worker:ready') }).transform(() => ({})),
])

/** What a log line says of readiness: an object (with the `url`, if it listens), or `undefined` for any other line. */
export function readyUrl(line: string): { url?: string } | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return ReadyLine.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
