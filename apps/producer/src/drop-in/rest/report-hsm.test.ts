import { recordScan } from '@disparo/core/internal/ledger'
import { openRedis } from '@disparo/core/internal/redis'
import fc from 'fast-check'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { basic } from '../../test-support/test-user.js'
import { openDropIn } from './drop-in.test.support.js'

const dropIn = await openDropIn({
  configIds: ['um', 'dois', 'vazia'],
  users: ([, second = '']) => [
    { name: 'segundo', password: 'senha-do-segundo', roles: ['read'], accounts: [second] },
    { name: 'so-envia', password: 'senha-de-envio', roles: ['send'] },
  ],
  restDropInQuotas: { sendsPerMinute: 6_000, reportsPer10Minutes: 100_000 },
})
const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(async () => {
  await dropIn.close()
  redis.disconnect()
})

const [one, two = one] = dropIn.accounts
const labels = ({ body }: { body: { data: { items: { externalLabel: string }[] } } }) =>
  body.data.items.map((item) => item.externalLabel)
/** Whole seconds: those of before the first message, and of after the last. */
const before = Math.floor(Date.now() / 1_000)
const inOrder = ['um-1', 'um-2', 'um-3', 'um-4', 'dois-1', 'dois-2', 'dois-3']

beforeAll(async () => {
  for (const label of inOrder) {
    await dropIn.dispatch(label.startsWith('um') ? one : two, { externalLabel: label })
  }
  await recordScan(redis, one.keys, {
    startedAt: Date.now(),
    sender: { number: '5511912341234', at: Date.now() },
  })
})

describe('items', () => {
  test('have every field of the seed, dates in epoch seconds, 0 for not yet', async () => {
    const lone = await openDropIn()
    const [account] = lone.accounts
    await recordScan(redis, account.keys, { startedAt: 1, sender: { number: '5511912341234', at: 1 } })
    const sentAt = (Math.floor(Date.now() / 1_000) + 1) * 1_000
    const content = { to: '5511998769876', namespace: 'cd551e83_8455', elementName: 'hi_2' }
    const seen = { sentAt, receivedAt: sentAt + 1_000, readAt: sentAt + 74_000, billable: false }
    await lone.dispatch(account, { ...content, externalLabel: 'black_friday' }, seen)
    await lone.dispatch(account, content)
    const { body } = await lone.report()
    await lone.close()
    const common = { sender: '5511912341234', recipient: '5511998769876', origin: 'API', operatorName: '' }
    const template = { namespace: 'cd551e83_8455', elementName: 'hi_2' }
    expect(body).toEqual({
      status: 'OK',
      data: {
        totalResults: 2,
        totalPages: 1,
        pageNumber: 1,
        items: [
          {
            ...common,
            ...template,
            billable: false,
            externalLabel: 'black_friday',
            dispatchDate: expect.any(Number),
            sentDate: sentAt / 1_000,
            receivedDate: sentAt / 1_000 + 1,
            readDate: sentAt / 1_000 + 74,
          },
          {
            ...common,
            ...template,
            billable: true,
            externalLabel: '',
            dispatchDate: expect.any(Number),
            sentDate: 0,
            receivedDate: 0,
            readDate: 0,
          },
        ],
      },
    })
    const { dispatchDate } = body.data.items[0]
    expect(dispatchDate).toBeGreaterThanOrEqual(before)
    expect(dispatchDate).toBeLessThanOrEqual(sentAt / 1_000)
  })

  test('are of all accounts of the user, one after the other', async () => {
    expect(labels(await dropIn.report())).toEqual(inOrder)
    const headers = { authorization: basic('segundo', 'senha-do-segundo') }
    const scoped = await dropIn.report({}, { headers })
    expect(labels(scoped)).toEqual(['dois-1', 'dois-2', 'dois-3'])
    expect(scoped.body.data.totalResults).toBe(3)
  })

  test('are within both dates, inclusively', async () => {
    const { body } = await dropIn.report()
    const dates: number[] = body.data.items.map((item: { dispatchDate: number }) => item.dispatchDate)
    const [first, last] = [Math.min(...dates), Math.max(...dates)]
    const total = async (startDate: number, endDate: number) =>
      (await dropIn.report({ startDate: `${startDate}`, endDate: `${endDate}` })).body.data.totalResults
    expect(await total(first, last)).toBe(inOrder.length)
    expect(await total(first - 1_000, first - 1)).toBe(0)
    expect(await total(last + 1, last + 1_000)).toBe(0)
    for (const second of dates) {
      expect(await total(second, second)).toBe(dates.filter((date) => date === second).length)
    }
  })
})

describe('filters', () => {
  test.each([
    ['api', 7],
    ['API', 7],
    ['telefone', 7],
    ['', 7],
    ['operador', 0],
    ['Supervisor', 0],
  ])('origin %j finds %i, as all of ours come from the API', async (origin, totalResults) => {
    expect((await dropIn.report({ origin })).body.data.totalResults).toBe(totalResults)
  })

  test.each([
    ['5511912341234', 4],
    ['5511954325432,5511912341234', 4],
    [' 5511954325432 , 551112341234 ', 4],
    ['5511954325432', 0],
    ['nenhum', 0],
    ['', 7],
    [',', 7],
  ])(
    'sender %j finds %i: an account whose number is not known yet has none',
    async (sender, totalResults) => {
      expect((await dropIn.report({ sender })).body.data.totalResults).toBe(totalResults)
    },
  )
})

describe('pages', () => {
  const page = async (pageSize: number, pageNumber: number) =>
    (await dropIn.report({ pageSize: `${pageSize}`, pageNumber: `${pageNumber}` })).body.data

  test('of any size are disjoint and complete, and know how many there are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async (size) => {
        const totalPages = Math.ceil(inOrder.length / size)
        const seen: string[] = []
        for (let number = 1; number <= totalPages; number++) {
          const { items, ...counts } = await page(size, number)
          expect(counts).toEqual({ totalResults: inOrder.length, totalPages, pageNumber: number })
          expect(items).toHaveLength(Math.min(size, inOrder.length - seen.length))
          seen.push(...items.map((item: { externalLabel: string }) => item.externalLabel))
        }
        expect(seen).toEqual(inOrder)
        expect((await page(size, totalPages + 1)).items).toEqual([])
      }),
      { numRuns: 9 },
    )
  })

  test('of one account stay what they are while more is sent', async () => {
    const growing = await openDropIn()
    const [account] = growing.accounts
    let count = 0
    const send = async (more: number) => {
      for (const last = count + more; count < last; count++) {
        await growing.dispatch(account, { externalLabel: `n-${count}` })
      }
    }
    const pageAt = async (number: number) => {
      const answer = await growing.report({ pageSize: '3', pageNumber: `${number}` })
      expect(answer.body.data.totalResults).toBe(count)
      return labels(answer)
    }
    await send(7)
    const pages: string[][] = []
    for (const more of [4, 0, 2, 3, 1]) {
      pages.push(await pageAt(pages.length + 1))
      await send(more)
    }
    for (const [index, page] of pages.entries()) expect(await pageAt(index + 1)).toEqual(page)
    expect(pages.flat()).toEqual(Array.from({ length: 15 }, (_, n) => `n-${n}`))
    await growing.close()
  })
})

describe('refusals', () => {
  test.each([
    ['startDate', { startDate: '' }],
    ['startDate', { startDate: '2022-12-06' }],
    ['startDate', { startDate: '-1' }],
    ['endDate', { endDate: '1670345698000' }],
    ['endDate', { startDate: '2', endDate: '1' }],
    ['pageSize', { pageSize: '0' }],
    ['pageSize', { pageSize: '1001' }],
    ['pageSize', { pageSize: '1.5' }],
    ['pageNumber', { pageNumber: '0' }],
    ['pageNumber', { pageNumber: 'um' }],
  ])('a wrong %s is named: %j', async (name, query) => {
    const answer = await dropIn.report(query)
    expect(answer).toMatchObject({ status: 400, body: { status: 'ERROR', fields: [name] } })
    expect(answer.body.message).toContain(`${name} é obrigatório`)
  })

  test('the largest page and the furthest are no mistakes', async () => {
    expect((await dropIn.report({ pageSize: '1000' })).body.data.items).toHaveLength(inOrder.length)
    expect(await dropIn.report({ pageNumber: '999999999' })).toMatchObject({
      status: 200,
      body: { data: { totalResults: 7, items: [] } },
    })
  })

  test('all that is missing is named at once', async () => {
    const { statusCode, body } = await request(`${dropIn.url}/reports/hsm`, {
      headers: { authorization: basic('segundo', 'senha-do-segundo') },
    })
    expect(statusCode).toBe(400)
    expect(await body.json()).toMatchObject({ fields: ['startDate', 'endDate', 'pageSize', 'pageNumber'] })
  })

  test('401, 403 and a user who may not read', async () => {
    const as = (authorization: string) => dropIn.report({}, { headers: { authorization } })
    expect(await as('')).toMatchObject({ status: 403, body: { status: 'ERROR' } })
    expect(await as(basic('segundo', 'errada'))).toMatchObject({ status: 401, body: { status: 'ERROR' } })
    expect(await as(basic('so-envia', 'senha-de-envio'))).toMatchObject({ status: 403 })
  })
})
