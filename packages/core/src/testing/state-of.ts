import type { MessageState } from '../queue/index.js'
import type { SentMessage } from './recorder.js'

/** What `status` tells of a message. */
export function stateOf(sent: SentMessage | undefined): MessageState | undefined {
  if (!sent) return undefined
  const { id, to, lane, message, batch, row, sendAt, expiresAt, status, enqueuedAt } = sent
  const { namespace, elementName, externalLabel, reference, metadata } = message
  return {
    ...{ id, status, lane, to, namespace, elementName },
    ...(externalLabel !== undefined && { externalLabel }),
    ...(reference !== undefined && { reference }),
    ...(metadata !== undefined && { metadata }),
    ...(batch !== undefined && { batch }),
    ...(row !== undefined && { row }),
    ...(sendAt && { sendAt: sendAt.toISOString() }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...{ attempts: 0, timeline: { enqueued: enqueuedAt.toISOString(), [status]: new Date().toISOString() } },
  }
}
