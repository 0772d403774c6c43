import { phoneOfRecipient } from '@disparo/core/internal/message'
import type { XmlContact } from './dispatch.js'
import { childrenNamed, type XmlElement } from './element.js'
import { recipientOfPhone } from './phone.js'
import type { XmlProblem } from './xml-request-error.js'

/**
 * One `<contact>`; what is wrong with it is added to the problems. Several body components are one after the other.
 * @param number - its place among the contacts, from 1
 */
export function readContact(element: XmlElement, number: number, problems: XmlProblem[]): XmlContact {
  const misplaced = whatWouldBeLost(element)
  if (misplaced !== undefined) {
    const mensagem = `o contato ${number} tem algo que não existe aqui (${nameable(misplaced)}): cada variável vai em <component><parameter>`
    problems.push({ campo: `contact[${number}]`, mensagem })
  }
  return {
    phone: readPhone(element, number, problems),
    parameters: childrenNamed(element, 'component').flatMap((component) =>
      readComponent(component, number, problems),
    ),
  }
}

/** The first element, or text, where none is read: ignoring it would send the message without a variable. */
function whatWouldBeLost(contact: XmlElement): string | undefined {
  const components = childrenNamed(contact, 'component')
  const parameters = components.flatMap((component) => childrenNamed(component, 'parameter'))
  return (
    contact.children.find(({ name }) => name !== 'phone' && name !== 'component')?.name ??
    components.flatMap(({ children }) => children).find(({ name }) => name !== 'parameter')?.name ??
    parameters.flatMap(({ children }) => children)[0]?.name ??
    (components.some(({ text }) => text !== '') ? 'component' : undefined)
  )
}

function readPhone(contact: XmlElement, number: number, problems: XmlProblem[]): string {
  const campo = `contact[${number}].phone`
  const [phone, second] = childrenNamed(contact, 'phone')
  if (second !== undefined) problems.push({ campo, mensagem: `o contato ${number} tem mais de um telefone` })
  if (phone === undefined || phone.text === '') {
    problems.push({ campo, mensagem: `falta o telefone do contato ${number}` })
    return ''
  }
  const recipient = recipientOfPhone(phone.text)
  if (recipient === undefined) {
    const mensagem = `o telefone do contato ${number} deve ter DDD + número, 10 ou 11 dígitos, como em 11987554321`
    problems.push({ campo, mensagem })
    return ''
  }
  return phoneOfRecipient(recipient) ?? ''
}

function readComponent(component: XmlElement, number: number, problems: XmlProblem[]): string[] {
  const type = component.attributes.get('type') ?? 'body'
  if (type.toLowerCase() !== 'body') {
    const mensagem = `o contato ${number} tem um componente do tipo ${nameable(type)}: só existe o tipo "body"`
    problems.push({ campo: `contact[${number}].component`, mensagem })
    return []
  }
  return childrenNamed(component, 'parameter').map((parameter, position) => {
    const campo = `contact[${number}].parameter[${position + 1}]`
    const kind = parameter.attributes.get('type') ?? 'text'
    if (kind.toLowerCase() !== 'text') {
      const mensagem = `o contato ${number} tem um parâmetro do tipo ${nameable(kind)}: só existe o tipo "text"`
      problems.push({ campo, mensagem })
    } else if (parameter.text === '') {
      problems.push({ campo, mensagem: `o parâmetro ${position + 1} do contato ${number} está vazio` })
    }
    return parameter.text
  })
}

/** A type is repeated only where it looks like one. */
function nameable(type: string): string {
  return /^[A-Za-z_]{1,20}$/.test(type) ? `"${type}"` : 'desconhecido'
}
