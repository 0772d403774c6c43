import { storeCatalogue } from '@disparo/core/internal/catalogue'
import { accountKeys, openRedis, redisNow } from '@disparo/core/internal/redis'
import type { Template } from '@disparo/core/internal/templates'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startTestServer } from '../test-support/index.js'

const redis = openRedis(inject('redisUrl'), 'worker')
const aviso: Template = {
  name: 'aviso',
  language: 'pt_BR',
  status: 'APPROVED',
  body: 'Olá {{1}}',
  variables: ['1'],
  buttons: [],
}
const paused: Template = { ...aviso, name: 'velho', status: 'PAUSED' }
const doors = await Promise.all([startTestServer(), startTestServer()])
const [refusing, warning] = doors
beforeAll(async () => {
  for (const [door, enforce] of [[refusing, 'refuse'] as const, [warning, 'warn'] as const]) {
    const keys = accountKeys(door.account)
    await storeCatalogue(redis, keys, {
      ...{ source: 'broker', enforce, from: 'a', templates: [aviso, paused], problems: [] },
      now: await redisNow(redis, keys),
    })
  }
})
afterAll(async () => {
  redis.disconnect()
  await Promise.all(doors.map((door) => door.close()))
})

const to = '5511987654321'
const message = (elementName: string, ...body: string[]) => ({
  to,
  template: { namespace: 'ns', elementName },
  body,
})
const csv = (...rows: string[]) => `to,namespace,elementName,body1,body2\n${rows.join('\n')}\n`

test('the templates are listed and searched, with how they were read', async () => {
  const { status, body } = await refusing.call('GET', '/templates')
  expect(status).toBe(200)
  expect(body).toMatchObject({ enforce: 'refuse', source: 'broker', total: 2, problems: [] })
  expect(body.templates).toEqual([aviso, paused])
  const found = async (query: string) =>
    (await refusing.call('GET', `/templates?${query}`)).body.templates.map(({ name }: Template) => name)
  expect(await found('status=paused')).toEqual(['velho'])
  expect(await found('q=AVI')).toEqual(['aviso'])
  const { body: first } = await refusing.call('GET', '/templates?limit=1')
  expect(first.templates).toEqual([aviso])
  expect(await found(`limit=1&after=${first.next}`)).toEqual(['velho'])
})

test.each([
  ['status=FOO', 'status', 'one of: APPROVED, '],
  ['limit=0', 'limit', 'from 1 to 500'],
  ['after=x', 'after', 'next of a page'],
  ['after=zzz', 'after', 'next of a page'],
  ['q=', 'q', '1 to 100'],
])('a query that is wrong is told what is allowed: %s', async (query, path, text) => {
  const { status, body } = await refusing.call('GET', `/templates?${query}`)
  expect(status).toBe(400)
  expect(body.errors).toMatchObject([
    { path: expect.stringContaining(path), message: expect.stringContaining(text) },
  ])
})

describe('where they are enforced', () => {
  test('a message that does not go with its template is refused, by field', async () => {
    const answer = await refusing.call('POST', '/messages', { body: message('aviso', 'a', 'b') })
    expect(answer).toMatchObject({
      status: 422,
      body: {
        type: '/problems/invalid-message',
        errors: [{ path: 'body', message: 'has 2 variables, but template "aviso" has 1: {{1}}' }],
      },
    })
    expect((await refusing.call('POST', '/messages', { body: message('aviso', 'a') })).status).toBe(202)
  })

  test('rows of a spreadsheet are refused by line and column, and the others go', async () => {
    const body = csv(`${to},ns,aviso,a,`, `${to},ns,aviso,a,b`, `${to},ns,avizo,a,`, `${to},ns,velho,a,`)
    const { status, body: receipt } = await refusing.call('POST', '/batches', { body, type: 'text/csv' })
    expect(status).toBe(202)
    expect(receipt).toMatchObject({ enqueued: 1, rejected: 3, suspicions: [] })
    expect(receipt.problems).toMatchObject([
      { row: 2, line: 3, path: 'body' },
      { row: 3, line: 4, path: 'elementName', message: expect.stringContaining('"aviso"') },
      { row: 4, line: 5, path: 'elementName', message: expect.stringContaining('PAUSED') },
    ])
  })

  test('with strict nothing goes', async () => {
    const body = csv(`${to},ns,aviso,a,`, `${to},ns,avizo,a,`)
    const answer = await refusing.call('POST', '/batches?strict=true', { body, type: 'text/csv' })
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/invalid-rows', rejected: 1 } })
  })

  test('a test to oneself is refused likewise, and what fits goes', async () => {
    const options = { type: 'text/csv', headers: { 'test-to': to } }
    const wrong = csv(`${to},ns,avizo,a,`, `${to},ns,aviso,a,b`)
    expect(await refusing.call('POST', '/batches/test', { ...options, body: wrong })).toMatchObject({
      status: 422,
      body: {
        type: '/problems/invalid-rows',
        errors: [
          { row: 1, path: 'elementName', message: expect.stringContaining('"aviso"') },
          { row: 2, path: 'body' },
        ],
      },
    })
    const friendly = { type: 'application/json', headers: { 'test-to': to } }
    const rows = [message('avizo', 'a'), message('aviso', 'a')]
    const answer = await refusing.call('POST', '/batches/test', { ...friendly, body: JSON.stringify(rows) })
    expect(answer).toMatchObject({
      status: 202,
      body: { tests: [{ row: 2 }], problems: [{ row: 1, path: 'template.elementName' }], suspicions: [] },
    })
  })
})

describe('where they warn', () => {
  test('a test to oneself goes, and its receipt tells', async () => {
    const options = { type: 'text/csv', headers: { 'test-to': to } }
    const body = csv(`${to},ns,aviso,a,`, `${to},ns,avizo,a,`, `${to},ns,aviso,a,b`)
    expect(await warning.call('POST', '/batches/test', { ...options, body })).toMatchObject({
      status: 202,
      body: {
        tests: [{ row: 1 }, { row: 2 }, { row: 3 }],
        suspicions: [
          { kind: 'variables', rows: [3] },
          { kind: 'unknown-template', rows: [2], detail: expect.stringContaining('did you mean "aviso"?') },
          { kind: 'template-mismatch', rows: [3], detail: expect.stringContaining('has 2 variables') },
        ],
      },
    })
  })

  test('a message is taken, and told', async () => {
    const answer = await warning.call('POST', '/messages', { body: message('velho', 'a') })
    expect(answer).toMatchObject({
      status: 202,
      body: { created: true, warnings: [{ path: 'template.elementName', message: expect.any(String) }] },
    })
  })

  test('rows are taken, and suspicious with the first of them explained', async () => {
    const body = csv(`${to},ns,aviso,a,`, `${to},ns,avizo,a,`, `${to},ns,avizo,b,`)
    const { body: receipt } = await warning.call('POST', '/batches', { body, type: 'text/csv' })
    expect(receipt).toMatchObject({
      ...{ enqueued: 3, rejected: 0 },
      suspicions: [
        {
          ...{ kind: 'unknown-template', count: 2, rows: [2, 3] },
          detail: 'elementName names no template of this account; did you mean "aviso"?',
        },
      ],
    })
  })

  test('with strict nothing goes, and it says why', async () => {
    const body = csv(`${to},ns,aviso,a,`, `${to},ns,avizo,a,`)
    const answer = await warning.call('POST', '/batches?strict=true', { body, type: 'text/csv' })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ row: 2 }] } })
    expect(answer.body.errors[0].message).toContain('did you mean "aviso"?')
  })
})

test('a check shows who would be refused, and the first rows as they will be seen; nothing is enqueued', async () => {
  const body = csv(`${to},ns,aviso,Ana,`, `${to},ns,avizo,Bia,`)
  const answer = await refusing.call('POST', '/batches?check=true', { body, type: 'text/csv' })
  expect(answer).toMatchObject({
    status: 200,
    body: {
      ...{ rejected: 1, problems: [{ row: 2, path: 'elementName' }] },
      preview: [{ row: 1, body: 'Olá Ana', variables: ['Ana'] }],
    },
  })
})

test('a sync that no worker takes up is asked for, and says so', async () => {
  const { status, body } = await startTestServer().then(async (door) => {
    const answer = await door.call('POST', '/templates/sync')
    await door.close()
    return answer
  })
  expect(status).toBe(200)
  expect(body).toEqual({ synced: false, pending: false, enforce: 'warn', total: 0, problems: [] })
})
