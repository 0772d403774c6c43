import type { ProducerClient } from './producer-client.js'

/** No campaign has recipients of this area. */
const AREA = '55319'
/** So long a run is left alone: mostly, what is sent later is enough. */
const FIRST_AFTER_MS = 2_000
const EVERY_MS = 1_500

/** A message to nobody else: what is in doubt is proved absent by what is accepted and shown later. */
export function newControlMessage() {
  const number = Math.floor(Math.random() * 100_000_000)
  return { to: `${AREA}${String(number).padStart(8, '0')}`, namespace: 'siblings', elementName: 'sibling' }
}

export function isControlMessage({ to }: { readonly to: string }): boolean {
  return to.startsWith(AREA)
}

/** Whoever waits for the last doubts to end calls this again and again: now and then it sends a sibling. */
export function controlSender(
  send: (message: ReturnType<typeof newControlMessage>) => Promise<unknown>,
): () => Promise<void> {
  let next = performance.now() + FIRST_AFTER_MS
  return async () => {
    if (performance.now() < next) return
    next = performance.now() + EVERY_MS
    // Redis may just be down.
    await send(newControlMessage()).catch(() => undefined)
  }
}

export function controlSenderBy({ send }: Pick<ProducerClient, 'send'>): () => Promise<void> {
  return controlSender((message) => send(message, { once: true }))
}
