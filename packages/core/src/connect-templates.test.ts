import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Enforce, recordCatalogueFailure, storeCatalogue } from './catalogue/index.js'
import { type AccountSettings, connect, type Disparo, InvalidMessageError } from './index.js'
import { accountKeys, openRedis, redisNow } from './redis/index.js'
import type { Template } from './templates/index.js'

const name = 'templates-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const opened: Disparo[] = []
const open = (settings: Partial<AccountSettings> = {}) => {
  const disparo = connect({ redis: url, account: { name, ...settings } })
  opened.push(disparo)
  return disparo
}
const aviso: Template = {
  name: 'aviso',
  status: 'APPROVED',
  body: '{{1}} e {{2}}',
  variables: ['1', '2'],
  buttons: [],
}
const store = async (enforce: Enforce, templates: readonly Template[] = [aviso], from = 'a') =>
  storeCatalogue(redis, keys, {
    ...{ source: 'file', enforce, from, templates, problems: [] },
    now: await redisNow(redis, keys),
  })

const row = (n: number, elementName: string, ...body: string[]) => ({
  to: `551190000${1_000 + n}`,
  template: { namespace: 'ns', elementName },
  body,
})
const closest = 'names no template of this account; did you mean "aviso"?'
const short = 'has 1 variable, but template "aviso" has 2: {{1}}, {{2}}'

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(async () => {
  await redis.del(...(await redis.keys(`${keys.prefix}:*`)))
  await Promise.all(opened.map((disparo) => disparo.close()))
  redis.disconnect()
})

it('where no catalogue is known nothing is checked', async () => {
  const disparo = open()
  expect(await disparo.templates()).toEqual({ enforce: 'warn', total: 0, problems: [], templates: [] })
  expect(await disparo.send(row(1, 'avizo'))).not.toHaveProperty('warnings')
  expect(await disparo.sendMany([row(2, 'avizo')])).toMatchObject({ enqueued: 1, suspicions: [] })
  expect(await disparo.syncTemplates()).toMatchObject({ synced: false, total: 0 })
})

describe('with a catalogue that warns', () => {
  beforeEach(() => store('warn'))

  it('a message that does not go with it is enqueued, and told by its own words', async () => {
    const disparo = open()
    expect(await disparo.send(row(1, 'avizo', 'a', 'b'))).toMatchObject({
      created: true,
      warnings: [{ path: 'template.elementName', message: closest }],
    })
    expect(await disparo.send(row(1, 'aviso', 'a', 'b'))).not.toHaveProperty('warnings')
    const seed = { to: '5511900001001', namespace: 'ns', elementName: 'aviso' }
    expect(await disparo.send(seed)).toMatchObject({ warnings: [{ path: 'components' }] })
  })

  it('rows are enqueued, and suspicious by kind with the first of them explained', async () => {
    const rows = [
      row(1, 'aviso', 'a', 'b'),
      row(2, 'aviso', 'a'),
      row(3, 'avizo', 'a', 'b'),
      row(4, 'avizo', 'a', 'c'),
    ]
    const suspicions = [
      { kind: 'variables', count: 1, rows: [1] },
      { kind: 'template-mismatch', count: 1, rows: [2], detail: `body ${short}` },
      { kind: 'unknown-template', count: 2, rows: [3, 4], detail: `template.elementName ${closest}` },
    ]
    const disparo = open()
    expect((await disparo.check(rows)).suspicions).toEqual(expect.arrayContaining(suspicions.slice(1)))
    expect(await disparo.sendMany(rows)).toMatchObject({
      enqueued: 4,
      suspicions: expect.arrayContaining(suspicions.slice(1)),
    })
  })
})

it('a check shows its first rows as their recipients will see them', async () => {
  await store('off')
  const { preview } = await open().check([row(1, 'aviso', 'Ana', 'Bia'), row(2, 'avizo', 'Ana')])
  expect(preview).toMatchObject([{ body: 'Ana e Bia' }, { variables: ['Ana'] }])
})

describe('with a catalogue that refuses', () => {
  beforeEach(() => store('refuse'))

  it('a message that does not go with it is not enqueued', async () => {
    const disparo = open()
    const sent = disparo.send(row(1, 'aviso', 'a'))
    await expect(sent).rejects.toThrow(InvalidMessageError)
    await expect(sent).rejects.toMatchObject({ problems: [{ path: 'body', message: short }] })
    expect(await disparo.send(row(1, 'aviso', 'a', 'b'))).toMatchObject({ created: true })
  })

  it('a message that is bad in other places as well is told all of it at once', async () => {
    const disparo = open()
    const named = { path: 'template.elementName', message: closest }
    const to = { path: 'to', message: expect.any(String) }
    const cases: [object, object?, object?][] = [
      [[to, named], { to: '12' }],
      [[to, { path: 'body', message: short }], { ...row(1, 'aviso', 'a'), to: '12' }],
      [[to, { path: 'body[0]' }, named], { to: '12', body: [''] }],
      [[named, { path: 'lane' }], {}, { lane: 'fast' }],
      [[{ path: 'expiresAt' }, named], {}, { expiresAt: new Date(0), sendAt: new Date() }],
    ]
    for (const [problems, fields, options] of cases) {
      const sent = disparo.send({ ...row(1, 'avizo', 'a', 'b'), ...fields }, options as never)
      await expect(sent).rejects.toMatchObject({ problems })
    }
    const rows = [
      { ...row(1, 'avizo', 'a', 'b'), to: '12' },
      { ...row(2, 'avizo', 'a'), sendAt: 'x' },
    ]
    const { problems } = await disparo.check(rows)
    expect(problems).toMatchObject([
      { row: 1, ...to },
      { row: 1, ...named },
      { row: 2, path: 'sendAt' },
      { row: 2, ...named },
    ])
  })

  it('rows are rejected with their problem, and the others go', async () => {
    const disparo = open()
    const rows = [row(1, 'aviso', 'a', 'b'), row(2, 'aviso', 'a'), row(3, 'avizo', 'a', 'b')]
    const problems = [
      { row: 2, path: 'body', message: short },
      { row: 3, path: 'template.elementName', message: closest },
    ]
    expect(await disparo.check(rows)).toMatchObject({ rejected: 2, problems })
    expect(await disparo.sendMany(rows)).toMatchObject({ enqueued: 1, rejected: 2, problems })
  })

  it('what was enqueued before is known when it comes again, though its template has been paused since', async () => {
    const disparo = open()
    const message = row(1, 'aviso', 'a', 'b')
    const { id } = await disparo.send(message, { key: 'one' })
    const first = await disparo.sendMany([message], { key: 'many' })
    expect(first.enqueued).toBe(1)
    await store('refuse', [{ ...aviso, status: 'PAUSED' }])
    const later = open()
    expect(await later.send(message, { key: 'one' })).toMatchObject({ id, created: false })
    expect(await later.sendMany([message], { key: 'many' })).toMatchObject({ unchanged: 1, rejected: 0 })
    await expect(later.send(message, { key: 'two' })).rejects.toThrow(/PAUSED/)
  })

  it('a program whose own settings say otherwise goes by those', async () => {
    const disparo = open({ templates: { file: 'x', enforce: 'off' } })
    expect(await disparo.send(row(1, 'avizo'))).not.toHaveProperty('warnings')
    expect(await open({ templates: { file: 'x' } }).send(row(1, 'avizo'))).toHaveProperty('warnings')
  })

  it('a catalogue that fails to be read stays in force, and says so', async () => {
    await recordCatalogueFailure(redis, keys, {
      ...{ source: 'file', enforce: 'refuse', from: 'a', message: 'broken' },
      now: await redisNow(redis, keys),
    })
    const disparo = open()
    await expect(disparo.send(row(1, 'avizo'))).rejects.toThrow(InvalidMessageError)
    expect(await disparo.templates()).toMatchObject({
      total: 1,
      failure: { message: 'broken', at: expect.any(String) },
      templates: [aviso],
    })
  })
})

it('who enqueues sees a change without being told', async () => {
  await store('refuse')
  const disparo = open()
  const rejected = async (body: readonly string[]) =>
    (await disparo.check([row(1, 'aviso', ...body)])).rejected
  expect(await rejected(['a'])).toBe(1)
  await store('refuse', [{ ...aviso, body: '{{1}}', variables: ['1'] }])
  await expect.poll(() => rejected(['a'])).toBe(0)
  expect(await rejected(['a', 'b'])).toBe(1)
  await redis.del(keys.templates)
  await expect.poll(() => rejected(['a', 'b'])).toBe(0)
})

describe('the list of templates', () => {
  const many = Array.from(
    { length: 7 },
    (_, n): Template => ({
      ...{ name: `t${n % 4}`, language: n < 4 ? 'en' : 'pt_BR', buttons: [] },
      status: n === 2 ? 'PAUSED' : 'APPROVED',
    }),
  )

  it('is given in the order of names, page by page, each once', async () => {
    await store('warn', many.toReversed())
    const disparo = open()
    const names: string[] = []
    let after: string | undefined
    do {
      const page = await disparo.templates({ limit: 2, after })
      expect(page).toMatchObject({ total: 7, source: 'file', version: expect.any(String) })
      names.push(...page.templates.map(({ name, language }) => `${name} ${language}`))
      after = page.next
    } while (after)
    expect(names).toEqual(['t0 en', 't0 pt_BR', 't1 en', 't1 pt_BR', 't2 en', 't2 pt_BR', 't3 en'])
  })

  it('is searched by name and status', async () => {
    await store('warn', [...many, { name: 'promoção', buttons: [] }])
    const disparo = open()
    const found = async (query: object) => (await disparo.templates(query)).templates.map(({ name }) => name)
    expect(await found({ q: 'PROMOCAO' })).toEqual(['promoção'])
    expect(await found({ status: 'paused' })).toEqual(['t2'])
    expect(await found({ q: 'x' })).toEqual([])
    for (const after of ['x', '!'.repeat(9)])
      await expect(disparo.templates({ after })).rejects.toMatchObject({ problems: [{ path: 'after' }] })
  })

  it('is that of now, in every program, whatever it knew before', async () => {
    await store('warn')
    const [one, other] = [open(), open()]
    expect((await one.templates()).templates).toHaveLength(1)
    expect((await other.templates()).templates).toHaveLength(1)
    await store('warn', many)
    expect((await one.templates()).templates).toHaveLength(7)
    expect((await other.templates()).templates).toHaveLength(7)
  })
})
