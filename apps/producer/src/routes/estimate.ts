import type { Disparo, Lane } from '@disparo/core'

/**
 * When a message that was enqueued just now will be sent; `undefined` where no worker is there, or when that cannot be found
 * out: an estimate is no reason to call a send that succeeded a failure.
 */
export async function estimateAfter(
  disparo: Disparo,
  lane: Lane,
  sendAt: Date | undefined,
): Promise<string | undefined> {
  const estimate = await disparo.estimate(lane).catch(() => undefined)
  if (!estimate?.sendAt) return undefined
  return new Date(Math.max(estimate.sendAt.getTime(), sendAt?.getTime() ?? 0)).toISOString()
}
