import { createServer, type ServerResponse } from 'node:http'
import { connect } from '@disparo/core'
import { Account } from '@disparo/core/internal/account'
import { readGate } from '@disparo/core/internal/gate'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { startAccountWorker } from '../account-worker.js'
import { isLimitNews } from './limit-observer.js'

const limit = { max: 200, windowMs: 2_000 }
const safetyMarginMs = 1_000

/** What one answer says; 429 where it was too much. */
type Answer = { readonly status: number; readonly headers: Record<string, string> }
const said = (max: number, remaining: number, resetS: number) => ({
  'x-rate-limit-limit': String(max),
  'x-rate-limit-remaining': String(remaining),
  'x-rate-limit-reset': String(resetS),
})

/** Holds a limit in every sliding window and says so, as seed 001 has it. */
function announced(max: number, windowMs: number): () => Answer {
  let taken: number[] = []
  return () => {
    const now = performance.now()
    taken = taken.filter((at) => at > now - windowMs)
    const admitted = taken.length < max
    if (admitted) taken.push(now)
    const resetS = Math.ceil(((taken[0] ?? now) + windowMs - now) / 1_000)
    return { status: admitted ? 200 : 429, headers: said(max, max - taken.length, resetS) }
  }
}

/** A stand-in for Hi Platform, an account that sends through it, and `workers` at work. */
async function open(
  name: string,
  answer: () => Answer,
  { report = {}, workers = 1 }: { report?: Record<string, string>; workers?: number } = {},
) {
  const statuses: number[] = []
  const write = (response: ServerResponse, { status, headers }: Answer, body: string) =>
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(body)
  let reports = 0
  const upstream = await listenOnLoopback(
    createServer(async (request, response) => {
      for await (const _ of request);
      if (request.method === 'GET') {
        reports += 1
        const page = { totalResults: 0, totalPages: 0, pageNumber: 1, items: [] }
        return write(response, { status: 200, headers: report }, JSON.stringify({ status: 'OK', data: page }))
      }
      const given = answer()
      statuses.push(given.status)
      return write(response, given, '{}')
    }),
  )

  const redis = openRedis(inject('redisUrl'), 'worker')
  const account = Account.parse({
    ...{ name, configId: 'c', username: 'u', password: { env: 'UNUSED' }, limit, safetyMarginMs },
    baseUrl: upstream.url,
  })
  const disparo = connect({ redis: inject('redisUrl'), account: { name, limit, safetyMarginMs } })
  const lines: Record<string, unknown>[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const running = Array.from({ length: workers }, () =>
    startAccountWorker({
      ...{ account, redis, log, concurrency: 10, onRedisError: () => {} },
      credentials: { username: 'u', password: 'p' },
    }),
  )
  onTestFinished(async () => {
    await Promise.all([...running.map((worker) => worker.stop(0)), disparo.close()])
    await upstream.close()
    const known = await redis.keys(`${accountKeys(name).prefix}*`)
    if (known.length > 0) await redis.del(known)
    redis.disconnect()
  })

  let sent = 0
  const send = async (count: number) => {
    const rows = Array.from({ length: count }, () => ({
      ...{ to: String(5_511_900_000_000 + sent++), namespace: 'ns', elementName: 'aviso' },
    }))
    const { id } = await disparo.sendMany(rows)
    await expect.poll(async () => (await disparo.batch(id))?.counts.accepted).toBe(count)
    return (await disparo.batchMessages(id, { limit: count }))?.messages ?? []
  }
  const logged = (event: string) => lines.filter((line) => line.event === event)
  const gate = () => readGate(redis, accountKeys(name))
  return { send, statuses, logged, gate, reports: () => reports }
}

describe('a limit that upstream announces', () => {
  it("of half the account's is held after the first answers, by all workers, and all goes out", async () => {
    const half = limit.max / 2
    const scene = await open('limit-half', announced(half, limit.windowMs), { workers: 3 })
    const messages = await scene.send(3 * half)
    expect(messages.every(({ attempts }) => attempts === 1)).toBe(true)
    // None, unless this machine holds requests up for longer than the margin; some 20 where nobody hears.
    const refused = scene.statuses.filter((status) => status === 429).length
    expect(refused).toBeLessThan(10)
    expect(scene.logged('limit:lowered')).toMatchObject([{ level: 40, max: half, configured: limit.max }])
    expect(await scene.gate()).toMatchObject({ open: true, lowered: { max: half } })
  })

  it('is not that of the report', async () => {
    const scene = await open('limit-report', () => ({ status: 200, headers: {} }), {
      report: said(60, 0, 600),
    })
    await scene.send(20)
    await expect.poll(scene.reports).toBeGreaterThan(0)
    await scene.send(20)
    expect(await scene.gate()).toEqual({ open: true })
  })

  it('of another window, such as that of the report, is not held on any answer', async () => {
    const scene = await open('limit-other', () => ({ status: 200, headers: said(2, 1, 600) }))
    await scene.send(60)
    expect(await scene.gate()).toEqual({ open: true })
    expect(scene.logged('limit:lowered')).toEqual([])
  })

  it('of which nothing remains makes all wait for Reset, without a failure, a probe or an attempt spent', async () => {
    let answers = 0
    const scene = await open('limit-exhausted', () => {
      answers += 1
      return { status: 200, headers: answers === 1 ? said(limit.max, 0, 1) : {} }
    })
    await scene.send(1)
    expect(await scene.gate()).toMatchObject({ open: false, reason: 'limit-exhausted' })
    const messages = await scene.send(20)
    expect(messages.every(({ attempts }) => attempts === 1)).toBe(true)
    expect(scene.logged('gate:closed')).toMatchObject([{ level: 30, reason: 'limit-exhausted', ms: 1_000 }])
    expect(scene.logged('gate:opened')).toEqual([])
    expect(await scene.gate()).toEqual({ open: true })
  })

  it('that is higher is told once', async () => {
    const scene = await open('limit-higher', () => ({ status: 200, headers: said(1_000, 900, 2) }))
    await scene.send(30)
    expect(scene.logged('limit:higher')).toMatchObject([{ announced: 1_000, configured: limit.max }])
    expect(await scene.gate()).toEqual({ open: true, higher: 1_000 })
  })
})

describe('what an answer says', () => {
  const usual = { limit: limit.max, remaining: 100, resetMs: 2_000 }
  const lower = { ...usual, limit: 100 }

  it('is no news where it is what the account has, or nothing', () => {
    expect(isLimitNews(usual, limit, undefined, 0)).toBe(false)
    expect(isLimitNews({}, limit, undefined, 0)).toBe(false)
    expect(isLimitNews({}, limit, { limit: limit.max, settled: true, at: 0 }, 5_000)).toBe(false)
  })

  it('is news where it is something else, once a second where that is settled', () => {
    expect(isLimitNews(lower, limit, undefined, 0)).toBe(true)
    expect(isLimitNews(lower, limit, { limit: 100, settled: false, at: 0 }, 1)).toBe(true)
    expect(isLimitNews(lower, limit, { limit: 100, settled: true, at: 0 }, 999)).toBe(false)
    expect(isLimitNews(lower, limit, { limit: 100, settled: true, at: 0 }, 1_000)).toBe(true)
    expect(isLimitNews(lower, limit, { limit: 90, settled: true, at: 0 }, 1)).toBe(true)
  })

  it('is news where it is as usual again, and where nothing remains', () => {
    expect(isLimitNews(usual, limit, { limit: 100, settled: true, at: 0 }, 1)).toBe(true)
    expect(isLimitNews({}, limit, { limit: 100, settled: true, at: 0 }, 1)).toBe(true)
    expect(
      isLimitNews({ ...usual, remaining: 0 }, limit, { limit: limit.max, settled: true, at: 0 }, 1),
    ).toBe(true)
  })
})
