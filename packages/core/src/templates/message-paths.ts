import type { Component, Message, MessageForm } from '../message/index.js'

/** Where a message says what, by the words of the form in which it came. */
export interface MessagePaths {
  readonly name: string
  readonly namespace: string
  /** A component that is there, or the place in which it is missing. */
  of(type: Exclude<Component['type'], 'button'>): string
  /** Of the component at a position, which is a button; without one, the place of those that are missing. */
  ofButton(position?: number): string
}

export function messagePaths(
  { components = [] }: Pick<Message, 'components'>,
  form: MessageForm,
): MessagePaths {
  if (form === 'friendly') {
    const buttonsBefore = (position: number) =>
      components.slice(0, position).filter(({ type }) => type === 'button').length
    return {
      name: 'template.elementName',
      namespace: 'template.namespace',
      of: (type) => type,
      ofButton: (position) => (position === undefined ? 'buttons' : `buttons[${buttonsBefore(position)}]`),
    }
  }
  return {
    name: 'elementName',
    namespace: 'namespace',
    of: (type) => {
      const position = components.findIndex((component) => component.type === type)
      return position < 0 ? 'components' : `components[${position}].parameters`
    },
    ofButton: (position) => (position === undefined ? 'components' : `components[${position}].parameters`),
  }
}
