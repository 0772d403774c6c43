/** How often each recipient was sent to. */
export function timesByRecipient(arrived: readonly { readonly to: string }[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const { to } of arrived) times.set(to, (times.get(to) ?? 0) + 1)
  return times
}
