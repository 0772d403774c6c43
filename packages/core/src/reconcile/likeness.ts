import { recipientKey } from '../message/index.js'
import type { FoundItem } from './found-item.js'
import type { Likeness } from './group-pairs.js'
import type { TrackedMessage } from './tracked-message.js'

/** The same recipient, template and label. A label of "" is none. */
export const sameTemplate: Likeness = {
  message: (message) => messageKey(message, message.namespace),
  item: itemKey,
}

/** The same for items whose namespace the report left out. */
export const sameTemplateWithoutNamespace: Likeness = {
  message: (message) => messageKey(message, ''),
  item: (found) => (found.item.namespace === '' ? itemKey(found) : undefined),
}

/** The same upstream id; and the recipient, because what an id in the report stands for is documented nowhere. */
export const sameId: Likeness = {
  message: ({ to, upstreamId }) => upstreamId && JSON.stringify([recipientKey(to), upstreamId]),
  item: ({ recipient, item }) => item.id && JSON.stringify([recipient, item.id]),
}

/** `sameTemplate`, for what has a label at all. */
export const sameLabel: Likeness = {
  message: (message) => (message.externalLabel ? sameTemplate.message(message) : undefined),
  item: (found) => (found.item.externalLabel ? itemKey(found) : undefined),
}

function messageKey(message: TrackedMessage, namespace: string): string {
  const { to, elementName, externalLabel = '' } = message
  return JSON.stringify([recipientKey(to), namespace, elementName, externalLabel])
}

function itemKey({ recipient, item }: FoundItem): string {
  return JSON.stringify([recipient, item.namespace, item.elementName, item.externalLabel ?? ''])
}
