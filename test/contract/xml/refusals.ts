import { strict as assert } from 'node:assert'
import type { Clause } from '../clause.js'
import type { Service } from '../service.js'
import { addressOf, askXml, formOf, postForm, type XmlAnswer } from './ask.js'
import { dispatchXml, queryXml } from './documents.js'
import { readProblem } from './shapes.js'

/** What stand-ins mean by an id; Hi Platform's own are documented nowhere, but for 00: no error. */
const ids = {
  access: '01',
  document: '02',
  transaction: '03',
  fields: '04',
  remetente: '05',
  code: '06',
} as const

function assertProblem(
  service: Service,
  { status, headers, text }: XmlAnswer,
  reason: keyof typeof ids,
): void {
  const { isStandIn, xmlDenied } = service.differences
  const expected = reason === 'access' ? xmlDenied : [200]
  assert.ok(expected.includes(status), `it was answered ${status}`)
  if (!isStandIn && status !== 200) return
  assert.match(String(headers['content-type']), /xml/i)
  const problem = readProblem(text)
  assert.notEqual(problem.id, undefined)
  assert.notEqual(problem.id, '00')
  if (isStandIn) assert.equal(problem.named, 'ID')
  if (isStandIn) assert.equal(problem.id, ids[reason], problem.says)
}

function dispatch(service: Service, over: Partial<Parameters<typeof dispatchXml>[0]> = {}): string {
  const contacts = [{ phone: '11900000001' }]
  const { remetente } = addressOf(service)
  return dispatchXml({ remetente, namespace: 'contract', elementName: 'aviso', contacts, ...over })
}

/** Documents that are refused, and why. */
const wrong: readonly (readonly [keyof typeof ids, (service: Service) => string])[] = [
  ['document', (service) => dispatch(service).slice(0, -3)],
  ['document', (service) => dispatch(service, { elementName: '&aacute;' })],
  ['document', (service) => dispatch(service).replace('<main>', '<!DOCTYPE main [<!ENTITY a "b">]><main>')],
  ['transaction', () => queryXml('x').replace('50.02', '50.99')],
  ['transaction', () => queryXml('x').replace(' trans="50.02"', '')],
  ['fields', (service) => dispatch(service, { remetente: ' ' })],
  ['fields', (service) => dispatch(service, { namespace: '' })],
  ['fields', (service) => dispatch(service, { elementName: ' ' })],
  ['fields', (service) => dispatch(service, { identificador: 'catorzeletras1' })],
  ['fields', (service) => dispatch(service, { identificador: 'com-hifen' })],
  ['fields', (service) => dispatch(service, { contacts: [] })],
  ['fields', (service) => dispatch(service, { contacts: [{ phone: '' }] })],
  ['fields', (service) => dispatch(service, { contacts: [{ phone: '987554321' }] })],
  ['fields', (service) => dispatch(service, { contacts: [{ phone: '11900000001' }, { phone: 'onze' }] })],
  ['fields', (service) => dispatch(service, { contacts: [{ phone: '11900000001', parameters: ['a', ''] }] })],
  ['remetente', (service) => dispatch(service, { remetente: 'nobody-has-this' })],
]

export const xmlRefusals: readonly Clause[] = [
  {
    interface: 'XML',
    effect: 'asks',
    says: 'answers a user or a password that is wrong with an error',
    check: async ({ service }) => {
      const login = formOf(service)
      const forms: Record<string, string>[] = [{ ...login, User: 'contract-nobody' }]
      // On stand-ins the password itself, and nothing at all; elsewhere a user might be locked out.
      if (service.differences.isStandIn) forms.push({ ...login, Pass: addressOf(service).password }, {})
      for (const form of forms) {
        assertProblem(service, await askXml(service, queryXml('x'), form), 'access')
      }
    },
  },
  {
    interface: 'XML',
    effect: 'asks',
    says: 'answers 50.02 for a code that is not known with an error',
    check: async ({ service }) => {
      const document = queryXml('00000000-0000-4000-8000-000000000000')
      assertProblem(service, await askXml(service, document), 'code')
    },
  },
  {
    interface: 'XML',
    effect: 'asks',
    says: 'answers what is no XML, and a form without a document, with an error',
    check: async ({ service }) => {
      assertProblem(service, await askXml(service, 'isto não é XML'), 'document')
      assertProblem(service, await postForm(service, formOf(service)), 'document')
    },
  },
  {
    interface: 'XML',
    effect: 'tries',
    says: 'refuses a document that is wrong as a whole, with an error that says why',
    check: async (session) => {
      for (const [reason, document] of wrong) {
        assertProblem(session.service, await askXml(session.service, document(session.service)), reason)
      }
    },
  },
]
