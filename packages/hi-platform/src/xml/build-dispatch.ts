import type { Message } from '@disparo/core/internal/message'
import { phoneOfRecipient } from '@disparo/core/internal/message'
import type { XmlContact, XmlDispatch } from './dispatch.js'

/**
 * The messages of one template as one 50.01 request, a contact each, in their order.
 * @throws RangeError for no message, for a second template, and for one that XML cannot carry (see `canCarry`)
 */
export function buildDispatch(
  messages: readonly Message[],
  sender: { readonly remetente: string; readonly identificador?: string | undefined },
): XmlDispatch {
  const [first] = messages
  if (first === undefined) throw new RangeError('A dispatch needs at least one message')
  const { namespace, elementName } = first
  if (messages.some((message) => message.namespace !== namespace || message.elementName !== elementName)) {
    throw new RangeError('A dispatch has one template: group the messages by namespace and elementName')
  }
  const { remetente, identificador } = sender
  return {
    remetente,
    ...(identificador !== undefined && { identificador }),
    namespace,
    elementName,
    contacts: messages.map(contactOf),
  }
}

function contactOf(message: Message): XmlContact {
  const phone = phoneOfRecipient(message.to)
  if (phone === undefined)
    throw new RangeError('The recipient is not in Brazil: XML cannot carry the message')
  const parameters = (message.components ?? []).flatMap((component) => {
    if (component.type !== 'body') throw new RangeError(`XML cannot carry a ${component.type} component`)
    return component.parameters.map(({ text }) => text)
  })
  return { phone, parameters }
}
