import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { type BatchPage, findBatchMessages } from './batch-state.js'
import { withContent } from './message-content.js'

/** As `findBatchMessages`, with what each says where that is still known. */
export async function findBatchContents(
  deps: EnqueueDeps,
  query: Parameters<typeof findBatchMessages>[1],
): Promise<BatchPage | undefined> {
  const page = await findBatchMessages(deps, query)
  return page && { ...page, messages: await withContent(deps, page.messages) }
}
