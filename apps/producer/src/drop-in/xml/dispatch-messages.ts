import type { FieldProblem, RowProblem } from '@disparo/core'
import type { Message } from '@disparo/core/internal/message'
import { recipientOfPhone, type XmlDispatch, type XmlProblem } from '@disparo/hi-platform/xml'

/** The messages of a 50.01 request, one for each contact, in their order. */
export function* messagesOf({ namespace, elementName, contacts }: XmlDispatch): Generator<Message> {
  for (const { phone, parameters } of contacts) {
    const texts = parameters.map((text) => ({ type: 'text', text }) as const)
    yield {
      // What the codec has let through is a phone.
      to: recipientOfPhone(phone) ?? '',
      namespace,
      elementName,
      ...(texts.length > 0 && { components: [{ type: 'body', parameters: texts }] }),
    }
  }
}

const text =
  'deve ser um texto sem quebras de linha, tabulações ou mais de 4 espaços seguidos, de até 1.024 caracteres'

/** What is wrong with messages of a request, in its own words: rows are its contacts. Each thing is said once. */
export function problemsOf(problems: readonly RowProblem[]): XmlProblem[] {
  const byField = new Map(problems.map((problem) => problemOf(problem)).map((told) => [told.campo, told]))
  return [...byField.values()].slice(0, mostNamed)
}

const ofTemplate = ', e o de um template aprovado, se a conta os confere'

const mostNamed = 50

/** The path decides, as the problem's own words are English. */
function problemOf({ row, path }: FieldProblem & { readonly row: number }): XmlProblem {
  if (path === 'namespace')
    return { campo: path, mensagem: `deve ser um texto de uma linha, de até 256 caracteres${ofTemplate}` }
  if (path === 'elementName') {
    return {
      campo: 'element_name',
      mensagem: `deve ser um texto de uma linha, de até 512 caracteres${ofTemplate}`,
    }
  }
  const parameter = /\.parameters\[(\d+)\]/.exec(path)?.[1]
  if (parameter !== undefined) {
    const number = Number(parameter) + 1
    const campo = `contact[${row}].parameter[${number}]`
    return { campo, mensagem: `o parâmetro ${number} do contato ${row} ${text}` }
  }
  if (path.startsWith('components')) {
    const mensagem = `os parâmetros do contato ${row} têm mais de 1.024 caracteres ao todo, ou não são os que o template pede`
    return { campo: `contact[${row}].component`, mensagem }
  }
  return { campo: `contact[${row}]`, mensagem: `o contato ${row} não pode ser enviado` }
}
