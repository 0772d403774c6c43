import type { Component } from './component.js'
import type { FieldProblem } from './field-problem.js'
import type { Message } from './message.js'
import { phoneOfRecipient } from './national-phone.js'
import { fitsXml } from './xml-text.js'

const instead = 'the XML integration carries the body only; send it through an account with transport "rest"'

/**
 * What the XML form (seed 000) cannot carry of a message; an empty list where it can. It carries the recipient in
 * Brazil, the template and the body's variables by their position. `category` and `externalLabel` are for us and our
 * ledger: they stay behind, and nothing is refused for them.
 */
export function checkXmlSupport(message: Message): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (phoneOfRecipient(message.to) === undefined) {
    const text = 'must be a Brazilian number, DDD and 8 or 9 digits: the XML integration knows no other'
    problems.push({ path: 'to', message: text, code: 'xml-phone' })
  }
  for (const name of ['namespace', 'elementName'] as const) {
    if (!fitsXml(message[name])) problems.push({ path: name, ...notInXml })
    // What stands at the ends would not arrive.
    else if (message[name].trim() !== message[name] || message[name] === '') {
      const text = 'must not begin or end with a space, nor be blank, to go by XML'
      problems.push({ path: name, message: text, code: 'xml-text' })
    }
  }
  message.components?.forEach((component, position) => {
    problems.push(...problemsOfComponent(component, `components[${position}]`))
  })
  return problems
}

const notInXml = { message: 'has a character that XML cannot carry', code: 'xml-text' } as const

function problemsOfComponent(component: Component, path: string): FieldProblem[] {
  if (component.type !== 'body') {
    const message = `is ${nouns[component.type]}: ${instead}`
    return [{ path: `${path}.type`, message, code: 'xml-part' }]
  }
  return component.parameters.flatMap(({ text }, position) => {
    const at = `${path}.parameters[${position}].text`
    if (!fitsXml(text)) return [{ path: at, ...notInXml }]
    return text.trim() === ''
      ? [{ path: at, message: 'is blank: the XML integration takes it for empty', code: 'xml-text' }]
      : []
  })
}

const nouns = {
  header: 'a header',
  otp: 'a one-time code',
  button: 'a button',
} as const satisfies Record<Exclude<Component['type'], 'body'>, string>
