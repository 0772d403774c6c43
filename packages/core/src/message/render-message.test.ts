import { describe, expect, it } from 'vitest'
import type { Message } from './message.js'
import { renderMessage } from './render-message.js'

const message: Message = {
  to: '5511987554321',
  namespace: 'default',
  elementName: 'welcome',
  components: [
    { type: 'header', parameters: [{ type: 'text', text: 'a' }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'b' },
        { variableName: 'nome', type: 'text', text: 'c' },
      ],
    },
    { type: 'button', parameters: [{ type: 'url', index: 0, text: 'd' }] },
  ],
}

/** The same with other names for the body's two variables. */
function withNames(...names: (string | undefined)[]): unknown {
  const copy = JSON.parse(JSON.stringify(message))
  copy.components[1].parameters = ['b', 'c'].map((text, position) => {
    const name = names[position]
    return name === undefined ? { type: 'text', text } : { variableName: name, type: 'text', text }
  })
  return copy
}

describe('renderMessage', () => {
  it('names the body’s variables for Botmaker, and nothing else', () => {
    expect(renderMessage(message, 'botmaker')).toStrictEqual(withNames('var_1', 'nome'))
  })

  it('names nothing for Hi', () => {
    expect(renderMessage(message, 'hi')).toStrictEqual(withNames())
  })

  it('leaves the canonical message as it is', () => {
    const before = JSON.stringify(message)
    renderMessage(message, 'botmaker')
    renderMessage(message, 'hi')
    expect(JSON.stringify(message)).toBe(before)
  })
})
