import type { Disparo, Lane } from '@disparo/core'

/**
 * When what was enqueued just now will have been sent; `undefined` when that cannot be found out: an estimate is no
 * reason to call a send that succeeded a failure.
 */
export async function estimateAfter(
  disparo: Disparo,
  lane: Lane,
  sendAt: Date | undefined,
): Promise<string | undefined> {
  const estimate = await disparo.estimate(lane).catch(() => undefined)
  if (!estimate) return undefined
  return new Date(Math.max(estimate.getTime(), sendAt?.getTime() ?? 0)).toISOString()
}
