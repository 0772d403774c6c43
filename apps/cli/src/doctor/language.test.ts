import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from '../run.js'

const folder = await mkdtemp(join(tmpdir(), 'doctor-language-'))
afterAll(() => rm(folder, { recursive: true }))
const accounts = join(folder, 'accounts.json')
const loja = {
  ...{ name: `lang-${randomUUID().slice(0, 8)}`, configId: 'loja', baseUrl: 'http://hi.example.com' },
  ...{ username: 'loja', password: { env: 'LOJA_PASSWORD' }, webhookSecret: { env: 'LOJA_WEBHOOK_SECRET' } },
}
await writeFile(accounts, JSON.stringify([loja]))

/** A Redis of nobody else, and one that is away. */
const here = { REDIS_URL: `${inject('redisUrl')}/5`, DISPARO_ACCOUNTS: accounts }
const away = { ...here, REDIS_URL: 'redis://127.0.0.1:1' }
const nowhere = { REDIS_URL: '', DISPARO_ACCOUNTS: '' }

async function doctor(env: Record<string, string>, LANG: string, ...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const terminal = { env: { ...env, LANG }, stdin: Readable.from([]), stdout, stderr }
  const code = await runCommand(['doctor', '--no-upstream', ...args], terminal)
  stdout.end()
  return { code, said: await text(stdout) }
}

/** Words that the findings have in English, and Portuguese has none of. */
const english =
  /\b(?:the|and|with|which|this|that|what|there|is|are|not|set|run|use|nothing|message|answers?|checks?|lane|gate|fail|warn|skipped)\b(?!\.)/i

test.each([
  ['a Redis that answers', here],
  ['a Redis that is away', away],
  ['no setting at all', nowhere],
])('of %s nothing is told in English under LANG=pt_BR.UTF-8, with the same exit code', async (_name, env) => {
  const told = await doctor(env, 'pt_BR.UTF-8')
  for (const line of told.said.split('\n')) expect({ line, found: english.exec(line)?.[0] }).toEqual({ line })
  expect(told.said).toMatch(/\d+ verificações: /)
  const inEnglish = await doctor(env, 'C')
  expect(inEnglish.said).toMatch(english)
  expect(told.code).toBe(inEnglish.code)
})

/** What two runs need not have in common: figures, and which clock is ahead. */
const measured = /\d+(?:\.\d+)?|ahead of|behind/g

test('--json is the same under every locale and zone', async () => {
  const json = async (env: Record<string, string>, LANG: string) =>
    (await doctor(env, LANG, '--json')).said.replace(measured, '0')
  for (const env of [here, away]) {
    const [first, second] = [
      await json(env, 'C'),
      await json({ ...env, TZ: 'America/Sao_Paulo' }, 'pt_BR.UTF-8'),
    ]
    expect(JSON.parse(second).findings.length).toBeGreaterThan(3)
    expect(second).toBe(first)
  }
})
