import { z } from 'zod'

/** The documented types of Hi Broker's status webhook. */
export const BrokerEventType = z.enum([
  'Dispatch',
  'Sent',
  'Delivered',
  'Read',
  'Failed',
  'Deleted',
  'Replied',
  'DispatchFailed',
])
export type BrokerEventType = z.infer<typeof BrokerEventType>

/** In any case: Meta's `delivered` is one, too. */
export function readEventType(value: unknown): BrokerEventType | undefined {
  if (typeof value !== 'string') return undefined
  const word = value.trim().toLowerCase()
  return BrokerEventType.options.find((type) => type.toLowerCase() === word)
}

/** Whether one says what the other says. */
export function isSameEventType(one: BrokerEventType, other: BrokerEventType | undefined): boolean {
  return plain(one) === plain(other)
}

function plain(type: BrokerEventType | undefined): BrokerEventType | undefined {
  return type === 'DispatchFailed' ? 'Failed' : type
}
