const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const batchId = new RegExp(`^${uuid}$`)
const messageId = new RegExp(`^${uuid}(?:-[1-9]\\d{0,9})?$`)

/** Whether it can be a batch's id. What else a URL has there may be the name of another thing in Redis. */
export function isBatchId(id: string): boolean {
  return batchId.test(id)
}

/** Whether it can be a message's id: one of its own, or a batch's with a row. */
export function isMessageId(id: string): boolean {
  return messageId.test(id)
}
