import { type CooperativeTask, runToEnd } from './cooperative-task.js'
import type { XmlContact, XmlDispatch } from './dispatch.js'
import { childrenNamed, type XmlElement } from './element.js'
import { readContact } from './read-contact.js'
import { readXmlInSteps } from './read-xml.js'
import { type XmlProblem, XmlRequestError } from './xml-request-error.js'

export type XmlRequest =
  | { readonly trans: '50.01'; readonly dispatch: XmlDispatch }
  | { readonly trans: '50.02'; readonly codigo: string }

interface RequestLimits {
  readonly maxLength?: number
}

const mostProblems = 50
/** Contacts. */
const perStep = 100
const defaultMaxLength = 8 * 1024 * 1024

/**
 * Reads a request of the XML integration (seed 000): 50.01 in its full and its basic structure, or 50.02.
 * @param limits - `maxLength` in UTF-16 units, default 8 MiB: enough for 10,000 contacts
 * @throws InvalidXmlError when it is no XML, or more of it than is allowed
 * @throws XmlRequestError naming what is wrong with it, up to 50 problems
 */
export function readRequest(text: string, limits: RequestLimits = {}): XmlRequest {
  return runToEnd(readRequestInSteps(text, limits))
}

/** The same in steps of a few milliseconds, for a document may have thousands of contacts. */
export function* readRequestInSteps(text: string, limits: RequestLimits = {}): CooperativeTask<XmlRequest> {
  const root = yield* readXmlInSteps(text, { maxLength: limits.maxLength ?? defaultMaxLength })
  const problems: XmlProblem[] = []
  const emkt = root.name === 'main' ? only(root, 'emkt', problems) : undefined
  if (emkt === undefined) {
    throw new XmlRequestError([
      { campo: 'main', mensagem: 'o documento deve ter um <emkt> dentro de <main>' },
    ])
  }
  const request = yield* readTransaction(emkt, problems)
  if (request === undefined || problems.length > 0) {
    throw new XmlRequestError(problems.slice(0, mostProblems), request?.trans)
  }
  return request
}

function* readTransaction(emkt: XmlElement, problems: XmlProblem[]): CooperativeTask<XmlRequest | undefined> {
  const trans = emkt.attributes.get('trans')
  switch (trans) {
    case '50.01':
      return { trans, dispatch: yield* readDispatch(emkt, problems) }
    case '50.02':
      return { trans, codigo: required(emkt, 'codigo', 'o código que o envio (50.01) retornou', problems) }
    default:
      problems.push({
        campo: 'trans',
        mensagem: trans
          ? 'transação desconhecida: use 50.01 (enviar mensagem) ou 50.02 (consultar os status)'
          : 'é obrigatório: 50.01 (enviar mensagem) ou 50.02 (consultar os status)',
      })
      return undefined
  }
}

function* readDispatch(emkt: XmlElement, problems: XmlProblem[]): CooperativeTask<XmlDispatch> {
  const remetente = required(emkt, 'remetente', 'o código do remetente cadastrado na plataforma', problems)
  const identificador = only(emkt, 'identificador', problems)?.text ?? ''
  if (!/^[A-Za-z0-9]{0,13}$/.test(identificador)) {
    const mensagem = 'deve ter até 13 caracteres, só letras sem acento e números'
    problems.push({ campo: 'identificador', mensagem })
  }
  const namespace = required(emkt, 'namespace', 'o código da mensagem', problems)
  const elementName = required(emkt, 'element_name', 'o nome da mensagem', problems)
  const elements = childrenNamed(emkt, 'contact')
  if (elements.length === 0) problems.push({ campo: 'contact', mensagem: 'informe ao menos um contato' })
  const contacts: XmlContact[] = []
  for (const element of elements) {
    if (problems.length >= mostProblems) break
    contacts.push(readContact(element, contacts.length + 1, problems))
    if (contacts.length % perStep === 0) yield
  }
  return {
    remetente,
    ...(identificador !== '' && { identificador }),
    namespace,
    elementName,
    contacts,
  }
}

function required(parent: XmlElement, name: string, what: string, problems: XmlProblem[]): string {
  const text = only(parent, name, problems)?.text ?? ''
  if (text === '') problems.push({ campo: name, mensagem: `é obrigatório: ${what}` })
  return text
}

function only(parent: XmlElement, name: string, problems: XmlProblem[]): XmlElement | undefined {
  const [element, second] = childrenNamed(parent, name)
  if (second !== undefined) problems.push({ campo: name, mensagem: 'aparece mais de uma vez' })
  return element
}
