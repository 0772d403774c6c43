import { strict as assert } from 'node:assert'
import { setTimeout } from 'node:timers/promises'
import type { Clause } from '../clause.js'
import { askReport, ownTime } from '../rest/ask-report.js'
import { Report, read } from '../rest/shapes.js'
import type { Session } from '../service.js'
import { addressOf, askXml, formOf, postBare, postForm, postMultipart, type XmlAnswer } from './ask.js'
import { type Contact, type DispatchParts, dispatchXml, queryXml } from './documents.js'
import { CodeAnswer, readXml, StatusAnswer } from './shapes.js'

/** Words of stand-ins for what has left them, as Hi Flow's are not known. */
const SENT = new Set(['Enviado', 'Entregue', 'Lido'])

const phoneOf = (recipient: string) => recipient.replace(/^55/, '')

function document({ service }: Session, over: Partial<DispatchParts> = {}): string {
  const contacts: Contact[] = service.recipients.map((to) => ({ phone: phoneOf(to) }))
  return dispatchXml({ remetente: addressOf(service).remetente, ...service.template, contacts, ...over })
}

function codeOf(session: Session, answer: XmlAnswer, contacts = session.service.recipients.length): string {
  assert.equal(answer.status, 200)
  assert.match(String(answer.headers['content-type']), /^text\/xml; *charset=utf-8$/i)
  const told = readXml(CodeAnswer, answer.text)
  if (session.service.differences.isStandIn) {
    assert.equal(told['@trans'], '50.01')
    assert.match(told['@KEY'], /^[0-9a-f]{28}$/)
    assert.match(told.return, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  }
  session.taken += contacts
  return told.return
}

async function itemsOf({ service }: Session, code: string) {
  const answer = await askXml(service, queryXml(code))
  assert.equal(answer.status, 200)
  return readXml(StatusAnswer, answer.text).item
}

export const xmlDispatches: readonly Clause[] = [
  {
    interface: 'XML',
    effect: 'sends',
    says: 'answers 50.01 with a code, for which 50.02 has an item for each contact, whose status moves on',
    check: async (session) => {
      const { service } = session
      const code = codeOf(session, await askXml(service, document(session)))
      const deadline = performance.now() + service.patienceMs
      for (;;) {
        const items = await itemsOf(session, code)
        assert.deepEqual(
          items.map(({ telefone }) => telefone),
          service.recipients.map(phoneOf),
        )
        for (const { status } of items) assert.notEqual(status, '')
        if (!service.differences.isStandIn || items.every(({ status }) => SENT.has(status))) return
        assert.ok(performance.now() < deadline, 'they were sent')
        await setTimeout(service.lookMs)
      }
    },
  },
  {
    interface: 'XML',
    effect: 'tries',
    says: 'takes the full structure and the basic one, with and without an identificador',
    check: async (session) => {
      const { service } = session
      const contacts = [
        { phone: '11987554321', parameters: ['Maria', 'R$ 10,00'] },
        { phone: '2133334444', parameters: ['Jo&#227;o &amp; filhos', '<![CDATA[a < b]]>'] },
      ]
      const identificador = session.label.slice(-13)
      const full = codeOf(session, await askXml(service, document(session, { identificador, contacts })), 2)
      assert.deepEqual(
        (await itemsOf(session, full)).map(({ telefone }) => telefone),
        ['11987554321', '2133334444'],
      )
      const basic = [{ phone: '11987554321' }]
      const code = codeOf(session, await askXml(service, document(session, { contacts: basic })), 1)
      assert.equal((await itemsOf(session, code)).length, 1)
      const other = await askXml(service, document(session, { contacts: basic }))
      assert.notEqual(codeOf(session, other, 1), code)
    },
  },
  {
    interface: 'XML',
    effect: 'tries',
    says: 'takes what comes again under its identificador as it is known to',
    check: async (session) => {
      const { service } = session
      const contacts = [{ phone: '11987554321' }]
      const again = document(session, { identificador: `R${session.label.slice(-12)}`, contacts })
      const first = codeOf(session, await askXml(service, again), 1)
      const isSame = service.differences.repeatedDispatch === 'same-code'
      const second = codeOf(session, await askXml(service, again), isSame ? 0 : 1)
      assert.equal(first === second, isSame)
    },
  },
  {
    interface: 'XML',
    effect: 'tries',
    says: 'takes a multipart form, and the bare document where it is known how',
    check: async (session) => {
      const { service } = session
      const { bareDocument, fieldsInAnyCase, xmlDenied } = service.differences
      const one = document(session, { contacts: [{ phone: '11987554321' }] })
      codeOf(session, await postMultipart(service, one), 1)
      if (bareDocument) codeOf(session, await postBare(service, one, bareDocument), 1)
      const form = Object.entries({ ...formOf(service), XML: one })
      const small = Object.fromEntries(form.map(([name, value]) => [name.toLowerCase(), value]))
      const answer = await postForm(service, small)
      if (fieldsInAnyCase) codeOf(session, answer, 1)
      else assert.ok(xmlDenied.includes(answer.status) && answer.text.includes('return'))
    },
  },
  {
    interface: 'XML',
    effect: 'tries',
    says: 'understands accents and entities: what comes by XML stands in the report of REST',
    check: async (session) => {
      const { service, label } = session
      const contacts = [{ phone: '11987554321', parameters: ['ção'] }]
      const elementName = `promo&#231;&#xE3;o &amp; ação ${label}`
      codeOf(session, await askXml(service, document(session, { elementName, contacts })), 1)
      const deadline = performance.now() + service.patienceMs
      for (;;) {
        const query = { ...ownTime(session), pageSize: '1000', pageNumber: '1' }
        const { items } = read(Report, await askReport(service, query)).data
        const found = items.find((item) => item.elementName === `promoção & ação ${label}`)
        if (found) {
          assert.equal(found.recipient, '5511987554321')
          return
        }
        assert.ok(performance.now() < deadline, 'it is in the report')
        await setTimeout(service.lookMs)
      }
    },
  },
]
