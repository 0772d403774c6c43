import { strict as assert } from 'node:assert'
import type { Clause } from '../clause.js'
import type { Service } from '../service.js'
import { type Answer, askRest, basic, postTemplate } from './ask.js'
import { askReport, steadyTime } from './ask-report.js'
import { Refusal, read } from './shapes.js'

const nobody = basic({ username: 'contract-nobody', password: 'contract-nobody' })

const somePage = '/reports/hsm?startDate=1&endDate=2&pageSize=1&pageNumber=1'

/** Both of the ways to write a path: `components.0.type` and `components[0].type`. */
const plain = (path: string) => path.replaceAll(/\[(\d+)\]/g, '.$1')

/** The status is the documentation's; of the body only what stand-ins have is known. */
function assertRefused(service: Service, answer: Answer, status: number, fields?: readonly string[]): void {
  assert.equal(answer.status, status)
  if (!service.differences.isStandIn) return
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  const refusal = read(Refusal, answer)
  if (fields) assert.deepEqual(refusal.fields?.map(plain).toSorted(), fields.toSorted())
}

const good = { to: '5511900000001', namespace: 'contract', elementName: 'aviso' }
const body = (...components: object[]) => JSON.stringify({ ...good, components })
const text = (value: string) => ({ type: 'text', text: value })

/** Bodies that are refused, and the fields that are wrong with them. */
const wrongBodies: readonly (readonly [string, readonly string[]])[] = [
  ['{}', ['to', 'namespace', 'elementName']],
  ['[]', ['body']],
  ['to=551199999999', ['body']],
  [JSON.stringify({ ...good, to: '' }), ['to']],
  [JSON.stringify({ ...good, to: '12' }), ['to']],
  [JSON.stringify({ ...good, namespace: '' }), ['namespace']],
  [JSON.stringify({ ...good, elementName: undefined }), ['elementName']],
  [JSON.stringify({ ...good, components: {} }), ['components']],
  [body({ type: 'rodape', parameters: [text('a')] }), ['components.0.type']],
  [body({ type: 'body', parameters: [{ type: 'text' }] }), ['components.0.parameters.0.text']],
  [
    body({
      type: 'button',
      parameters: [{ type: 'coupon', index: '0', coupon_code: 'MAISDEQUINZE1234' }],
    }),
    ['components.0.parameters.0.coupon_code'],
  ],
]

/** Queries of the report that are refused, and the parameter that is wrong with them. */
const wrongQueries: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['startDate', { startDate: '' }],
  ['startDate', { startDate: '2022-12-06' }],
  ['endDate', { endDate: '' }],
  ['endDate', { startDate: '1670345698', endDate: '1670335698' }],
  ['pageSize', { pageSize: '0' }],
  ['pageSize', { pageSize: '1001' }],
  ['pageNumber', { pageNumber: '0' }],
  ['pageNumber', { pageNumber: '' }],
]

export const restRefusals: readonly Clause[] = [
  {
    interface: 'REST',
    effect: 'asks',
    isVital: true,
    says: 'lets the user in whom the run is given',
    check: async ({ service }) => {
      const { status } = await askRest(service, 'GET', somePage)
      assert.equal(status, 200, `the report was answered ${status}`)
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'answers 403 to who shows no authentication',
    check: async ({ service }) => {
      assertRefused(service, await askRest(service, 'GET', somePage, { authorization: null }), 403)
      if (!service.differences.isStandIn) return
      assertRefused(service, await postTemplate(service, '{}', { authorization: null }), 403)
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'answers 401 to a user or a password that is wrong',
    check: async ({ service }) => {
      const answers = [await askRest(service, 'GET', somePage, { authorization: nobody })]
      if (service.differences.isStandIn) {
        answers.push(await postTemplate(service, '{}', { authorization: nobody }))
      }
      for (const answer of answers) {
        assertRefused(service, answer, 401)
        if (service.differences.isStandIn) assert.match(String(answer.headers['www-authenticate']), /^Basic /)
      }
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'refuses a report whose parameters are missing or wrong with 400',
    check: async (session) => {
      const { service } = session
      for (const [name, query] of wrongQueries) {
        const whole = { ...steadyTime(session), pageSize: '1', pageNumber: '1', ...query }
        assertRefused(service, await askReport(service, whole), 400, [name])
      }
    },
  },
  {
    interface: 'REST',
    effect: 'tries',
    says: 'refuses a message whose parameters are missing or wrong with 400',
    check: async ({ service }) => {
      for (const [wrong, fields] of wrongBodies) {
        assertRefused(service, await postTemplate(service, wrong), 400, fields)
      }
    },
  },
  {
    interface: 'REST',
    effect: 'tries',
    says: 'refuses a config_id that is not there',
    check: async ({ service }) => {
      const path = '/message/template/nobody-has-this'
      const { status } = await askRest(service, 'POST', path, { body: JSON.stringify(good) })
      assert.ok(service.differences.unknownConfigId.includes(status), `it was answered ${status}`)
    },
  },
  {
    interface: 'REST',
    effect: 'tries',
    says: 'answers 404 to another path',
    check: async ({ service }) => {
      assertRefused(service, await askRest(service, 'POST', '/message/nothing', { body: '{}' }), 404)
    },
  },
]
