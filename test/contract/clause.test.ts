import { describe, expect, it } from 'vitest'
import { omission } from './clause.js'
import { clauses } from './clauses.js'
import { sandboxDifferences, unknownDifferences } from './differences.js'
import { planOf } from './plan.js'
import { runClauses } from './run-clauses.js'
import type { Service } from './service.js'

const address = { username: 'user', password: 'secret', configId: 'config' }
const real: Service = {
  name: 'the service',
  rest: { ...address, baseUrl: 'https://hi.example' },
  template: { namespace: 'ns', elementName: 'aviso' },
  recipients: [],
  patienceMs: 0,
  lookMs: 0,
  differences: unknownDifferences,
}
const xml = { url: 'https://hi.example/xml', user: 'user', password: 'secret', remetente: 'config' }
const left = (service: Service) => clauses.filter((clause) => omission(clause, service) === undefined)

describe('what is looked at', () => {
  it('on somebody else’s service only asks, until there is somebody to send to', () => {
    expect(new Set(left({ ...real, xml }).map(({ effect }) => effect))).toEqual(new Set(['asks']))
    const sending = left({ ...real, xml, recipients: ['5511900000001'] })
    expect(new Set(sending.map(({ effect }) => effect))).toEqual(new Set(['asks', 'sends']))
  })

  it('is every clause on a stand-in, and those of one interface where there is but one', () => {
    const standIn = { ...real, differences: sandboxDifferences, recipients: ['5511900000001'] }
    expect(left({ ...standIn, xml })).toEqual(clauses)
    expect(new Set(left(standIn).map((clause) => clause.interface))).toEqual(new Set(['REST']))
  })

  it('is told before: the addresses, what is sent, why a clause is omitted; no recipient and no secret', () => {
    const silent = planOf(real, clauses)
    expect(silent).toContain('Reads only: nothing is sent.')
    expect(silent).toMatch(/omits +REST +it takes a message with 200 \(it would send\)/)
    const told = planOf({ ...real, xml, recipients: ['5511900000001'] }, clauses)
    expect(told).toContain('Sends ns/aviso')
    expect(told).toMatch(/sends +REST +it takes a message with 200\n/)
    for (const plan of [silent, told]) expect(plan).not.toMatch(/secret|5511900000001/)
  })
})

it('where the user is not let in, nothing more is asked of that interface', async () => {
  const clause = { interface: 'REST', effect: 'asks', says: 'answers', check: async () => undefined } as const
  const session = { service: { ...real, xml }, label: 'label', startedAt: 0, taken: 0 }
  const verdicts = []
  const vital = { ...clause, isVital: true, check: () => Promise.reject(new Error('no')) }
  for await (const { verdict } of runClauses(session, [vital, clause, { ...clause, interface: 'XML' }])) {
    verdicts.push(verdict)
  }
  expect(verdicts).toEqual(['fails', 'omitted', 'holds'])
})

it('a clause that fails does not keep the others from being looked at, and its reason is one line', async () => {
  const clause = { interface: 'REST', effect: 'asks', says: 'answers' } as const
  const session = { service: real, label: 'label', startedAt: 0, taken: 0 }
  const verdicts = []
  const some = [
    { ...clause, check: () => Promise.reject(new Error('first line\n5511900000001')) },
    { ...clause, check: async () => 'undecided' as const },
    { ...clause, check: async () => undefined },
    { ...clause, effect: 'tries' as const, check: async () => undefined },
  ]
  for await (const { verdict, reason } of runClauses(session, some)) verdicts.push([verdict, reason])
  expect(verdicts).toEqual([
    ['fails', 'first line'],
    ['undecided', undefined],
    ['holds', undefined],
    ['omitted', undefined],
  ])
})
