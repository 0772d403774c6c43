import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect, defineTemplates, InvalidMessageError, type MessageInput } from './index.js'
import { accountKeys, openRedis } from './redis/index.js'

const url = inject('redisUrl')
const name = `named-${process.pid}`
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')

const templates = defineTemplates({
  compra: { body: ['valor', 'final'] },
  codigo: { otp: true, elementName: 'codigo_de_acesso' },
  boleto: { namespace: 'ns', header: 'document', body: ['nome'], category: 'Utility' },
})
const to = '11 98765-4321'
const open = () => connect({ redis: url, account: name, templates })

let disparo: ReturnType<typeof open>
beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  disparo = open()
})
afterEach(() => disparo.close())
afterAll(() => redis.disconnect())

const problemsOf = (failing: Promise<unknown>) =>
  failing.then(
    () => expect.unreachable('nothing was refused'),
    (error: InvalidMessageError) => {
      expect(error).toBeInstanceOf(InvalidMessageError)
      return error.problems.map(({ path, message }) => `${path} ${message}`)
    },
  )

describe('a template that was defined', () => {
  it('is sent with its variables in their order', async () => {
    const { preview } = await disparo.check([
      { to, template: 'compra', body: { final: '5364', valor: 'R$ 10' } },
      { to, template: 'codigo', otp: '123456' },
      { to, template: 'boleto', header: { document: 'https://a.example/b.pdf' }, body: { nome: 'Ana' } },
    ])
    expect(preview.map(({ namespace, elementName }) => ({ namespace, elementName }))).toEqual([
      { namespace: 'default', elementName: 'compra' },
      { namespace: 'default', elementName: 'codigo_de_acesso' },
      { namespace: 'ns', elementName: 'boleto' },
    ])
    expect(preview[0]?.variables).toEqual(['R$ 10', '5364'])
  })

  it('is sent beside messages of the other forms, and has what they have', async () => {
    const first = await disparo.send({ to, template: 'codigo', otp: '1234', reference: 'r1' }, { key: 'k' })
    expect(first).toMatchObject({ lane: 'urgent', created: true })
    const same = { to, template: { namespace: 'default', elementName: 'codigo_de_acesso' }, otp: '1234' }
    expect(await disparo.send(same, { key: 'k' })).toMatchObject({ id: first.id, created: false })
    const rows = [{ to, template: 'compra', body: { valor: '1', final: '2' }, key: 'row' } as const, same]
    expect(await disparo.sendMany(rows)).toMatchObject({ enqueued: 2, rejected: 0 })
  })

  it('is refused by the names of its variables', async () => {
    const send = (message: object) => problemsOf(disparo.send(message as MessageInput))
    expect(await send({ to, template: 'compra', body: { valor: '1' } })).toEqual(['body.final is missing'])
    expect(await send({ to, template: 'compra', body: { valor: '1', final: '' } })).toEqual([
      'body.final must not be empty',
    ])
    expect(await send({ to, template: 'comprar' })).toEqual([
      'template is not among the defined templates: "compra" is the closest one',
    ])
    expect(await send({ to, template: 'toString' })).toEqual(['template is not among the defined templates'])
    expect(await send({ to, template: 'codigo', otp: '1', body: ['x'] })).toEqual([
      'body has no place in this template',
    ])
    expect(
      await send({ to, template: 'boleto', header: { text: 'x' }, body: { nome: 'x', other: 'y' } }),
    ).toEqual([
      'header must be {document}: so this template is defined',
      'body has variables that the template has not; it has: nome',
    ])
  })

  it('is refused in rows as alone, by row', async () => {
    async function* rows() {
      yield { to, template: 'compra', body: { valor: '', final: '2' } } as const
      yield { to, template: 'compra', body: { final: '2' } } as unknown as MessageInput
      yield { to, template: 'compra', body: { valor: '1', final: '2' } } as const
    }
    const { enqueued, problems } = await disparo.sendMany(rows())
    expect(enqueued).toBe(1)
    expect(problems).toEqual([
      { row: 1, path: 'body.valor', message: 'must not be empty', code: 'missing' },
      { row: 2, path: 'body.valor', message: 'is missing' },
    ])
    await expect(disparo.sendMany('compra' as never)).rejects.toThrow('rows: must be a list')
  })
})

it('what is wrong with a definition is told by name', () => {
  const wrong = { compra: { bodi: ['valor'], header: 'sound' } } as never
  const open = () => connect({ redis: url, account: name, templates: wrong })
  expect(open).toThrow('templates.compra.header')
  expect(open).toThrow('bodi')
})

it('a wrong field does not compile', () => {
  const template = { namespace: 'default', elementName: 'compra' }
  const taken: Parameters<typeof disparo.send>[0][] = [
    { to, template, body: ['x'] },
    { to, ...template, components: [{ type: 'body', parameters: [{ type: 'text', text: 'x' }] }] },
    { to, template, header: { document: { link: 'https://a.example', filename: 'a.pdf' } } },
    { to, template, buttons: [{ url: 'a' }, { coupon: 'B', index: 1 }] },
    // @ts-expect-error: the recipient is missing
    { template },
    // @ts-expect-error: a key of the other form
    { to, template, components: [] },
    // @ts-expect-error: no such field
    { to, template, bodi: ['x'] },
    // @ts-expect-error: two headers
    { to, template, header: { text: 'x', image: 'https://a.example' } },
    // @ts-expect-error: one variable of the template is missing
    { to, template: 'compra', body: { valor: '1' } },
    // @ts-expect-error: it takes no code
    { to, template: 'compra', body: { valor: '1', final: '2' }, otp: '1' },
    // @ts-expect-error: nobody has defined it
    { to, template: 'outro' },
  ]
  expect(taken).toHaveLength(11)
})
