import type { CallbackEvent } from '@disparo/core'

/** Your work. What throws is tried again; an event whose work was done when the process died may come once more. */
export async function handleEvent({ type, data }: CallbackEvent): Promise<void> {
  if (type === 'batch.finished' || type === 'batch.halted') console.log(type, data.id)
  else console.log(type, data.id, 'reason' in data ? data.reason : '')
}
