import type { BatchCheck } from '../batches/index.js'
import type { Client } from './create-client.js'

type SendBatch = Client['sendBatch']

/** Checks a batch as `sendBatch` would enqueue it, and enqueues nothing. @throws ApiError */
export async function checkBatch(
  client: Pick<Client, 'sendBatch'>,
  request: Parameters<SendBatch>[0],
  options?: Parameters<SendBatch>[1],
): Promise<BatchCheck> {
  const answer: unknown = await client.sendBatch(
    { ...request, query: { ...request.query, check: true } },
    options,
  )
  return answer as BatchCheck
}
