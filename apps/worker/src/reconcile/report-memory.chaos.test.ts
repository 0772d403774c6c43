import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openReconcileFixture } from './reconcile-fixture.test.support.js'

const entry = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const mostMegabytes = 256
/** What its image starts Node.js with: without it, Node.js 24 leaves more garbage lying about than the bound allows. */
const nodeOptions = await optionsOfImage()

/** As many pages as are read, each with as many items as were asked for: `item` writes one. */
const manyPages = (item: string) => (pageNumber: number) =>
  `{"status":"OK","data":{"totalResults":40000,"totalPages":40,"pageNumber":${pageNumber},"items":[${Array.from(
    { length: 1_000 },
    () => item,
  ).join()}]}}`
const onePage = (items: string) => () =>
  `{"status":"OK","data":{"totalResults":1,"totalPages":1,"pageNumber":1,"items":[${items}]}}`
const eightMegabytes = 8 * 1024 * 1024 - 200
const text = (length: number, character = 'ā') => character.repeat(length)
const dates =
  '"dispatchDate":1700000000,"sentDate":1700000001,"receivedDate":1700000002,"readDate":1700000003'

test.skipIf(process.platform !== 'linux').each([
  [
    'the longest texts that are taken',
    manyPages(
      `{"id":"${text(128)}","recipient":"${text(64)}","elementName":"${text(512)}","namespace":"${text(256)}","sender":"${text(64)}","origin":"${text(64)}","operatorName":"${text(256)}","externalLabel":"${text(512)}",${dates}}`,
    ),
  ],
  [
    'as much text as is read',
    manyPages(`{"recipient":"5511987654321","elementName":"${text(105)}",${dates}}`),
  ],
  ['many small items', manyPages(`{"recipient":"5511987654321","elementName":"aviso",${dates}}`)],
  ['fields that nobody knows', manyPages(`{"recipient":"5511987654321","x":[${'{},'.repeat(480)}{}]}`)],
  ['empty objects', onePage(`${'{},'.repeat(eightMegabytes / 3 - 10)}{}`)],
  ['one text', onePage(`{"recipient":"${text(eightMegabytes / 2 - 20)}"}`)],
  ['lists in lists', onePage(text(eightMegabytes, '['))],
])('a worker stays below 256 MB while it reads pages of the report with %s', async (_name, page) => {
  const { child, refusedOrScanned } = await start(page)
  await refusedOrScanned
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  const megabytes = Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) / 1024
  expect(megabytes).toBeLessThan(mostMegabytes)
})

async function start(page: (pageNumber: number) => string) {
  const name = `memory-${randomUUID().slice(0, 8)}`
  const reconcile = { limit: { max: 10_000, windowMs: 1_000 } }
  const scene = await openReconcileFixture(name, { reconcile, requestTimeoutMs: 10_000 })
  await scene.put('a', 1)
  const answer = (response: ServerResponse) =>
    void response.end(page(scene.server.asked.at(-1)?.pageNumber ?? 1))
  scene.server.answers = Array.from({ length: 200 }, () => answer)
  const folder = await mkdtemp(join(tmpdir(), 'report-memory-'))
  const accounts = join(folder, 'accounts.json')
  const described = {
    ...{ name, configId: 'c', baseUrl: scene.server.url, username: 'u', password: { env: 'HI_PASSWORD' } },
    ...{ reconcile, requestTimeoutMs: 10_000 },
  }
  await writeFile(accounts, JSON.stringify([described]))
  const child = spawn(process.execPath, [...nodeOptions, entry], {
    env: {
      ...{ PATH: process.env.PATH, REDIS_URL: inject('redisUrl') },
      ...{ DISPARO_ACCOUNTS: accounts, HI_PASSWORD: 'p' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
    await rm(folder, { recursive: true })
  })
  const refusedOrScanned = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const { event, reason } = JSON.parse(line) as { event: string; reason?: string }
      if (event === 'report:scanned' || event === 'report:refused') return reason ?? event
    }
    throw new Error('The worker ended')
  })()
  return { child, refusedOrScanned }
}

async function optionsOfImage(): Promise<string[]> {
  const dockerfile = await readFile(new URL('../../../../Dockerfile', import.meta.url), 'utf8')
  const command = /^FROM base AS worker$.*?^CMD (\[.*?\])$/ms.exec(dockerfile)?.[1]
  const [program, ...options] = JSON.parse(String(command)) as string[]
  expect([program, options.pop()]).toEqual(['node', 'dist/main.js'])
  return options
}
