import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@disparo/core'
import { Account, type AccountInput } from '@disparo/core/internal/account'
import { readCatalogueState } from '@disparo/core/internal/catalogue'
import { accountKeys, openRedis, openWakeListener } from '@disparo/core/internal/redis'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { loopSignal } from '../lanes/run-loop.js'
import { startTemplateSync } from './sync-templates.js'

const name = 'sync-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const wakes = openWakeListener(redis)
const disparo = connect({ redis: url, account: name })
const credentials = { username: 'usuarioApi', password: 'senhaApi' }
const template = (name: string) => ({ name, body: 'Olá {{1}}' })

let lines: Record<string, unknown>[]
let syncs: { stop(): Promise<void> }[]
let folder: string
let file: string
beforeEach(async () => {
  ;[lines, syncs] = [[], []]
  folder = await mkdtemp(join(tmpdir(), 'templates-'))
  file = join(folder, 'templates.json')
  await redis.del(keys.templates, keys.templatesLease)
})
afterEach(async () => {
  await Promise.all(syncs.map((sync) => sync.stop()))
  await redis.del(keys.templates, keys.templatesLease)
  await rm(folder, { recursive: true })
})
afterAll(async () => {
  await disparo.close()
  wakes.close()
  redis.disconnect()
})

const start = (templates: AccountInput['templates']) => {
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(JSON.parse(line)) })
  const account = Account.parse({ name, configId: '-', username: 'u', password: { env: '-' }, templates })
  const signal = loopSignal(wakes, keys, 'templates')
  const sync = startTemplateSync({ account, credentials, token: undefined, redis, keys, log, signal })
  syncs.push(sync)
  return sync
}
const events = () => lines.map(({ event }) => event)
const state = () => readCatalogueState(redis, keys)
/** Until a read has ended. */
const hasRead = (times = 1) =>
  vi.waitFor(() => expect(events().filter((event) => /sync/.test(String(event)))).toHaveLength(times), 5_000)
const names = async () => (await disparo.templates()).templates.map(({ name }) => name)

describe('a file', () => {
  test('is read when the worker starts, and again when somebody asks', async () => {
    await writeFile(file, JSON.stringify([template('a')]))
    start({ file, enforce: 'refuse' })
    await hasRead()
    expect(await state()).toMatchObject({ enforce: 'refuse', source: 'file', total: 1, problems: [] })
    await writeFile(file, JSON.stringify([template('a'), template('b')]))
    expect(await disparo.syncTemplates()).toMatchObject({ synced: true, total: 2 })
    expect(await names()).toEqual(['a', 'b'])
  })

  test.each([
    ['is gone', () => rm(file), 'ENOENT', 'cannot be read (ENOENT)'],
    ['is no JSON', () => writeFile(file, '[{'), 'wrong-file', 'not JSON'],
    [
      'has a gap',
      () => writeFile(file, '[{"name":"a","body":"{{2}}"}]'),
      'wrong-file',
      '[0].body has a variable',
    ],
    ['has none', () => writeFile(file, '[]'), 'wrong-file', 'no template'],
    ['is larger than 8 MiB', () => writeFile(file, ' '.repeat(9e6)), 'too-large', '8 MiB'],
  ])('that %s leaves the templates of before in force, and says so', async (_, damage, reason, text) => {
    await writeFile(file, JSON.stringify([template('a')]))
    start({ file })
    await hasRead()
    const { version } = (await state()) ?? {}
    await damage()
    expect(await disparo.syncTemplates()).toMatchObject({
      ...{ synced: false, pending: false, version, total: 1 },
      failure: { message: expect.stringContaining(text) },
    })
    expect(lines.at(-1)).toMatchObject({ event: 'templates:sync-failed', reason, level: 40 })
    expect(await names()).toEqual(['a'])
    await writeFile(file, JSON.stringify([template('b')]))
    const mended = await disparo.syncTemplates()
    expect(mended).toMatchObject({ synced: true, pending: false })
    expect(mended).not.toHaveProperty('failure')
    expect(await names()).toEqual(['b'])
  })

  test('that never could be read leaves nothing in force', async () => {
    start({ file: folder })
    await hasRead()
    expect(await state()).toMatchObject({
      total: 0,
      failure: { message: expect.stringContaining('is no file') },
    })
    expect(await names()).toEqual([])
    const rows = [{ to: '5511987654321', namespace: 'n', elementName: 'x' }]
    expect(await disparo.check(rows)).toMatchObject({ rejected: 0, suspicions: [] })
  })

  test('is not read by each of many workers that start, but by one whose settings differ', async () => {
    await writeFile(file, JSON.stringify([template('a')]))
    start({ file })
    await hasRead()
    const second = start({ file })
    await vi.waitFor(async () => expect(await redis.exists(keys.templatesLease)).toBe(0))
    await second.stop()
    expect(events()).toEqual(['templates:synced'])
    start({ file, enforce: 'off' })
    await hasRead(2)
    expect(await state()).toMatchObject({ enforce: 'off' })
  })
})

test('an account that has no templates any more is without a catalogue, and so is what checks against it', async () => {
  await writeFile(file, JSON.stringify([template('a')]))
  const sync = start({ file })
  await hasRead()
  await sync.stop()
  start(undefined)
  await vi.waitFor(() => expect(events()).toContain('templates:dropped'))
  expect(await state()).toBeUndefined()
  expect(await disparo.syncTemplates()).toMatchObject({ synced: false, total: 0 })
})

describe("Hi Broker's list", () => {
  async function broker() {
    const answer = { status: 200, body: JSON.stringify([{ ...template('a'), status: 'APPROVED' }, {}]) }
    const authorizations: (string | undefined)[] = []
    const server = createServer((request, response) => {
      authorizations.push(request.headers.authorization)
      response.writeHead(answer.status).end(answer.body)
    })
    const { url, close } = await listenOnLoopback(server)
    onTestFinished(close)
    return { answer, authorizations, settings: { broker: { wabaId: '1', baseUrl: url } } }
  }

  test('is read with the credentials of the account; what of it is not usable is told', async () => {
    const { settings, authorizations } = await broker()
    start(settings)
    await hasRead()
    expect(authorizations).toEqual(['Basic dXN1YXJpb0FwaTpzZW5oYUFwaQ=='])
    expect(await state()).toMatchObject({
      ...{ source: 'broker', total: 1, enforce: 'warn' },
      problems: [{ path: '[1]', message: 'has no name' }],
    })
  })

  test.each([
    ['refuses', 401, '{}', 'http-401'],
    ['is empty', 200, '[]', 'unusable'],
    ['is a page of HTML', 200, '<html>', 'unreadable'],
  ])(
    'that %s leaves the templates of before in force; no secret is told',
    async (_, status, body, reason) => {
      const { settings, answer } = await broker()
      start(settings)
      await hasRead()
      Object.assign(answer, { status, body })
      const sync = await disparo.syncTemplates()
      expect(sync).toMatchObject({ synced: false, total: 1, failure: { message: expect.any(String) } })
      expect(lines.at(-1)).toMatchObject({ event: 'templates:sync-failed', reason })
      expect(JSON.stringify([sync, lines])).not.toMatch(/senhaApi|dXN1YXJpb0FwaTpzZW5oYUFwaQ/)
    },
  )
})
