/** The headers of an answer that asks to come again after `ms`. */
export function retryAfter(ms: number): Readonly<Record<string, string>> {
  return { 'retry-after': String(Math.ceil(ms / 1_000)) }
}
