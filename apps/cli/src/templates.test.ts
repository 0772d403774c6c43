import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { recordCatalogueFailure, storeCatalogue } from '@disparo/core/internal/catalogue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
const sync = {
  source: 'broker',
  enforce: 'refuse',
  from: 'a',
  now: Date.parse('2026-11-27T12:00:00Z'),
} as const
const names = ['boleto', 'cupom', 'codigo']
beforeEach(() => redis.del(keys.templates))
afterAll(async () => {
  redis.disconnect()
  await door.close()
})

const store = () =>
  storeCatalogue(redis, keys, {
    ...sync,
    problems: [],
    templates: names.map((name) => ({
      ...{ name, status: 'APPROVED', language: 'pt_BR', body: 'Olá\n{{1}}', variables: ['1'] },
      ...{ header: { type: 'image' }, buttons: [{ type: 'coupon' }] },
    })),
  })

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const env = {
    TZ: 'America/Sao_Paulo',
    ...{ DISPARO_URL: door.url, DISPARO_USER: user, DISPARO_PASSWORD: password },
    DISPARO_ACCOUNT: door.account,
  }
  const code = await runCommand(['templates', ...args], { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, said: (await text(stdout)) + (await text(stderr)) }
}

test('an account without templates says where they come from', async () => {
  const { code, said } = await run()
  expect(code).toBe(0)
  expect(said).toMatch(/^No templates are known: .*docs\/templates\.md/)
})

test('templates are shown by name, with how they were read and what is done by them', async () => {
  await store()
  const { said } = await run()
  expect(said).toContain("3 templates from Hi Broker's list, read at 2026-11-27 09:00 -03:00.")
  expect(said).toContain('(templates.enforce: refuse)')
  expect(said).toContain('boleto  APPROVED, pt_BR, header image, buttons coupon\n    Olá {{1}}\ncodigo')
})

test('they are searched, and limited', async () => {
  await store()
  expect((await run('--search', 'COD')).said).toMatch(/\ncodigo /)
  expect((await run('--search', 'COD')).said).not.toContain('boleto')
  expect((await run('--search', 'x')).said).toContain('No template is like that.')
  expect((await run('--status', 'paused')).said).toContain('No template is like that.')
  expect((await run('--limit', '2')).said).toContain('There are more: --limit 3')
  expect((await run('--limit', 'x')).code).toBe(2)
  const { templates } = JSON.parse((await run('--json', '--search', 'o')).said)
  expect(templates.map(({ name }: { name: string }) => name)).toEqual(['boleto', 'codigo', 'cupom'])
})

test('that they could not be read is said, and that those of before are in force', async () => {
  await store()
  await recordCatalogueFailure(redis, keys, { ...sync, message: 'the list is gone' })
  expect((await run()).said).toContain('They could not be read at 2026-11-27 09:00 -03:00: the list is gone')
})

test('a sync that nobody can do fails', async () => {
  const { code, said } = await run('sync')
  expect(code).toBe(1)
  expect(said).toContain('No templates are known')
  expect(JSON.parse((await run('sync', '--json')).said)).toMatchObject({ synced: false, total: 0 })
})
