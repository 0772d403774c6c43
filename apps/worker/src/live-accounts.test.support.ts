import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect, type Disparo } from '@disparo/core'
import { accountKeys, servedAccountsKey } from '@disparo/core/internal/redis'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, vi } from 'vitest'

const entry = fileURLToPath(new URL('../dist/linked/main.js', import.meta.url))
const patience = { timeout: 200_000, interval: 20 }

export interface Arrival {
  readonly account: string
  readonly to: string
  readonly authorization: string | undefined
  /** By the clock of this upstream, ms. */
  readonly at: number
  answer(status: number): void
}

/** A Hi Platform that takes messages, and what has arrived there. Unless told otherwise it accepts all. */
export async function openUpstream(answerOf: (arrival: Arrival) => number | undefined = () => 200) {
  const arrivals: Arrival[] = []
  const server = createServer(async (request, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (request.method !== 'POST') return void response.writeHead(200).end('{"status":"OK","data":[]}')
    const body = JSON.parse(Buffer.concat(chunks).toString())
    const arrival: Arrival = {
      account: decodeURIComponent(request.url?.split('/').at(-1) ?? ''),
      to: body.cpfs?.[0]?.telefone ?? JSON.stringify(body).match(/55119\d{8}/)?.[0] ?? '',
      authorization: request.headers.authorization,
      at: performance.now(),
      answer: (status) => void response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
    }
    arrivals.push(arrival)
    const status = answerOf(arrival)
    if (status !== undefined) arrival.answer(status)
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  return {
    baseUrl: url,
    arrivals,
    arrived: (count: number, account?: string) =>
      vi.waitFor(() => {
        const seen = arrivals.filter((each) => account === undefined || each.account === account)
        if (seen.length < count) throw new Error(`${seen.length} of ${count} have arrived`)
        return seen
      }, patience),
  }
}

/** Names that no other test has, a file of accounts, and what cleans up after them. */
export async function openAccounts(baseUrl: string) {
  const redis = new Redis(inject('programsRedisUrl'))
  const folder = await mkdtemp(join(tmpdir(), 'live-accounts-'))
  const path = join(folder, 'accounts.json')
  const names = new Set<string>()
  const doors: Disparo[] = []
  onTestFinished(async () => {
    await Promise.all(doors.map((disparo) => disparo.close()))
    for (const name of names) {
      for await (const found of redis.scanStream({ match: `${accountKeys(name).prefix}*`, count: 1_000 })) {
        if (found.length > 0) await redis.unlink(found)
      }
      await redis.hdel(servedAccountsKey, name)
    }
    redis.disconnect()
    await rm(folder, { recursive: true })
  })
  const replace = async (text: string) => {
    await writeFile(join(folder, '.next'), text)
    await rename(join(folder, '.next'), path)
  }
  return {
    redis,
    folder,
    path,
    replace,
    /** An account as it stands in the file. The upstream knows it by its name. */
    account: (name = `live-${randomUUID().slice(0, 8)}`, more: object = {}) => {
      names.add(name)
      const password = { env: 'HI_PASSWORD' }
      return { name, configId: name, baseUrl, username: 'u', password, ...more }
    },
    put: (accounts: readonly object[]) => replace(JSON.stringify(accounts)),
    send: async (name: string, recipients: readonly string[], settings: object = {}) => {
      const disparo = connect({
        ...{ redis: inject('programsRedisUrl'), account: { name, ...settings } },
        allowNewAccount: true,
      })
      doors.push(disparo)
      const template = { namespace: 'ns', elementName: 'aviso' }
      const key = randomUUID()
      const rows = recipients.map((to) => ({ to, template }))
      // A machine with much to do may answer too late for a producer; by its key it is one batch.
      const { id: batch } = await vi.waitFor(() => disparo.sendMany(rows, { key }), patience)
      const statuses = async () => {
        const page = await vi.waitFor(() => disparo.batchMessages(batch, { limit: 1_000 }), patience)
        return page?.messages.map(({ status }) => status) ?? []
      }
      return {
        statuses,
        allAccepted: () =>
          vi.waitFor(async () => expect(new Set(await statuses())).toEqual(new Set(['accepted'])), patience),
      }
    },
  }
}

export const recipients = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `55119${String(from + index).padStart(8, '0')}`)

interface WorkerProcess {
  readonly child: ChildProcess
  lines(): Record<string, unknown>[]
  /** The first line of this event that came after `from` others of it. */
  logged(event: string, from?: number): Promise<Record<string, unknown>>
}

/** A worker process of its own, that is ready. */
export async function startWorker(
  accounts: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> {
  const env = {
    PATH: process.env.PATH,
    REDIS_URL: inject('programsRedisUrl'),
    DISPARO_ACCOUNTS: accounts,
    HI_PASSWORD: 'p',
    SHUTDOWN_DEADLINE_MS: '30000',
    LOG_LEVEL: 'debug',
    ...settings,
  }
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk))
  const lines = () =>
    output
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  const logged = (event: string, from = 0) =>
    vi.waitFor(() => {
      const line = lines().filter((each) => each.event === event)[from]
      if (line) return line
      throw new Error(`${event} is not in the log`)
    }, patience)
  await logged('worker:ready')
  return { child, lines, logged }
}
