import { type Disparo, InvalidMessageError } from '@disparo/core'
import { Lane } from '@disparo/core/internal/message'
import { type ProducerMetrics, sources } from './producer-metrics.js'

/**
 * The same library, which counts what is enqueued through it. Batches are counted chunk by chunk, so that one that breaks
 * off is counted as far as it came.
 */
export function countEnqueued(disparo: Disparo, metrics: ProducerMetrics): Disparo {
  const { account } = disparo
  // A series must be there at 0, or its first increase is not seen.
  for (const source of sources) {
    for (const lane of Lane.options) metrics.enqueued(0, { account, lane, source })
    metrics.refused(0, { account, source })
  }
  return {
    ...disparo,
    send: async (message, options) => {
      try {
        const receipt = await disparo.send(message, options)
        if (receipt.created) metrics.enqueued(1, { account, lane: receipt.lane, source: 'http' })
        return receipt
      } catch (error) {
        if (error instanceof InvalidMessageError) metrics.refused(1, { account, source: 'http' })
        throw error
      }
    },
    sendMany: (rows, options = {}) => {
      const labels = { account, lane: options.lane ?? 'bulk', source: 'batch' } as const
      let counted = { enqueued: 0, rejected: 0 }
      return disparo.sendMany(rows, {
        ...options,
        onProgress: (progress) => {
          metrics.enqueued(progress.enqueued - counted.enqueued, labels)
          metrics.refused(progress.rejected - counted.rejected, { account, source: 'batch' })
          counted = progress
          options.onProgress?.(progress)
        },
      })
    },
  }
}
