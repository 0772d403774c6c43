import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Child, startChild } from '../stack/child.js'
import { readStackConfig } from '../stack/config.js'
import { freePort } from '../stack/free-port.js'
import { repositoryRoot } from '../stack/repository.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import { makeKey } from './make-key.js'
import { commandFor, languages, runtimeOf, writePrograms } from './quickstart.js'
import { startReceiver } from './receiver.js'

const { PATH } = readStackConfig()
const secret = `whsec_${randomBytes(32).toString('base64')}`
const ports = new Map<string, number>()

let stack: Stack
let folder: string
const receivers: Child[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disparo-quickstarts-'))
  for (const { page } of languages) ports.set(page, await freePort())
  const accounts = Object.fromEntries(
    languages.map(({ page }) => {
      const url = `http://127.0.0.1:${ports.get(page)}/`
      return [page, { callback: { url, secret: { env: 'QUICKSTART_SECRET' }, allowPrivateAddresses: true } }]
    }),
  )
  const names = languages.map(({ page }) => page) as [string, ...string[]]
  stack = await startStack({ names, accounts, env: { worker: { QUICKSTART_SECRET: secret } } })
})
afterAll(async () => {
  for (const { pid, exited } of receivers) {
    process.kill(-pid, 'SIGKILL')
    await exited
  }
  await stack?.stop()
  // What a compiler downloaded may be read-only.
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

interface Ran {
  readonly code: number
  readonly output: string
}

function run(command: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((resolve) => {
    execFile('sh', ['-euc', command], { cwd, env }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? 1 : 0,
        output: stdout + stderr,
      }),
    )
  })
}

const unsigned = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, { method: 'POST', body: '{"type":"message.sent","data":{"id":"forged"}}', headers })

it('has a page for each language that a test runs', async () => {
  const pages = (await readdir(join(repositoryRoot, 'docs', 'quickstarts'))).filter(
    (name) => name !== 'README.md',
  )
  expect(pages.map((name) => name.replace('.md', '')).sort()).toEqual(
    languages.map(({ page }) => page).sort(),
  )
})

it.for(languages)('every program for $page does what its page says', async (language, { skip }) => {
  const { page } = language
  const runtime = await runtimeOf(language, PATH)
  if (runtime === undefined) return skip(`${page} is not installed: apt-get install ${language.packages}`)
  const cwd = join(folder, page)
  await mkdir(cwd)
  const { commands } = await writePrograms(page, cwd)
  expect(commands).toHaveLength(3)
  const [send = '', importCsv = '', callback = ''] = commands.map((command) => commandFor(command, runtime))
  const url = `http://127.0.0.1:${ports.get(page)}/`
  const env = {
    ...{ PATH, HOME: folder, LANG: 'C.UTF-8', GOFLAGS: '-modcacherw' },
    ...{
      DISPARO_URL: stack.producer.url,
      DISPARO_ACCOUNT: page,
      DISPARO_API_KEY: await makeKey(stack, page),
    },
    ...{ CALLBACK_SECRET: secret, CALLBACK_URL: url, PORT: `${ports.get(page)}` },
  }

  const lines: string[] = []
  const receiver =
    page === 'curl' ? startReceiver(env) : startChild({ command: 'sh', args: ['-euc', callback], cwd, env })
  const started = await receiver
  receivers.push(started)
  started.onLine((line) => lines.push(line))
  await vi.waitFor(async () => expect((await unsigned(url)).status).toBe(400), {
    timeout: 120_000,
    interval: 200,
  })
  const stale = { 'webhook-id': 'x', 'webhook-timestamp': '1700000000', 'webhook-signature': 'v1,AAAA v1,' }
  expect((await unsigned(url, stale)).status).toBe(400)

  const first = await run(send, cwd, env)
  expect(first).toEqual({ code: 0, output: expect.stringMatching(/"created":true|enqueued/) })
  const again = await run(send, cwd, env)
  expect(again).toEqual({ code: 0, output: expect.stringMatching(/"created":false|known already/) })
  const [id = ''] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(first.output) ?? []
  expect(again.output).toContain(id)
  const imported = await run(importCsv, cwd, env)
  expect(imported.code).toBe(0)
  expect(imported.output).toMatch(/"enqueued":1\b|\b1 enqueued, 1 rejected/)
  expect(imported.output).toMatch(/"line":3,.*"path":"to"|line 3, to: /)

  await vi.waitFor(() => expect(lines.join('\n')).toMatch(new RegExp(`message\\.accepted.*${id}`)), 60_000)
  expect(lines.join('\n')).not.toContain('forged')
  if (page === 'curl') {
    expect(await run(callback, cwd, env)).toEqual({ code: 0, output: '' })
    await vi.waitFor(() => expect(lines).toContain('message.received test'), 10_000)
  }

  const refused = await run(send, cwd, { ...env, DISPARO_API_KEY: 'disparo_wrong' })
  expect(refused).toEqual({ code: expect.any(Number), output: expect.stringContaining('unauthorized') })
  expect(refused.code).not.toBe(0)
})
