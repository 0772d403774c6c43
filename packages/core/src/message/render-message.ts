import type { BodyParameter } from './component.js'
import type { Message } from './message.js'
import { variableNameAt, type WireFormat } from './wire-format.js'

/**
 * The JSON body of a canonical message in an account's wire format. `botmaker` gives every variable of the body its
 * name (`var_1`, `var_2` …, or the one it was given), `hi` leaves names out; nothing else differs (seed 001). Its sender's
 * reference and metadata stay here.
 */
export function renderMessage(whole: Message, wireFormat: WireFormat): Message {
  const { reference: _, metadata: __, ...message } = whole
  if (!message.components) return message
  const write = wireFormat === 'botmaker' ? withName : withoutName
  return {
    ...message,
    components: message.components.map((component) =>
      component.type === 'body' ? { ...component, parameters: component.parameters.map(write) } : component,
    ),
  }
}

function withName({ variableName, type, text }: BodyParameter, position: number): BodyParameter {
  return { variableName: variableName ?? variableNameAt(position), type, text }
}

function withoutName({ type, text }: BodyParameter): BodyParameter {
  return { type, text }
}
