import { randomUUID } from 'node:crypto'
import { beginAll, type MessageToBegin, openBatch, rowId } from '@disparo/core/internal/ledger'
import type { Redis } from 'ioredis'
import type { Result } from '../result.js'
import { figure } from '../results-table.js'
import { logScripts, scriptTimes } from '../script-calls.js'
import type { Sizes } from '../sizes.js'
import { spreadOf } from '../spread.js'
import type { BeginSide } from './begin-sides.js'
import { RETENTION_MS, recipientOf } from './fill-counters.js'

/** Messages that one call begins: one alone, and as many as ask at the same time. */
const CALLS = [1, 8, 20]
const template = { namespace: '0b1e7a44_5c1f_4a3e_9d52_7f3c2b8e6a10', elementName: 'compra_aprovada_2026' }
const terms = {
  ...({ lane: 'bulk', policy: 'verify' } as const),
  ...{ maxAttempts: 8, attemptMs: 15_000 },
  /** Wide open, and forgotten within a second. */
  limit: { max: 1_000_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
}

interface Ground {
  readonly redis: Redis
  readonly say: (line: string) => void
}

/**
 * The time of `begin` in Redis, by its own log of scripts, for each way beside the first: all in turn, many short rounds, and of each the median call, so that what
 * else the machine does falls on all, and least on the figures. Every message goes, each to a person who has got some before.
 */
export async function measureBegin(
  { redis, say }: Ground,
  sides: readonly [off: BeginSide, ...on: BeginSide[]],
  { rounds, begun, counted }: Sizes['contacts'],
): Promise<Result[]> {
  const batch = randomUUID()
  for (const { keys } of sides)
    await openBatch(redis, keys, {
      ...({ id: batch, lane: 'bulk', rowsBy: 'place' } as const),
      ...{ retentionMs: RETENTION_MS, mustBeKnown: false },
    })
  let row = 0
  const nextMessages = (count: number): MessageToBegin[] =>
    Array.from({ length: count }, () => {
      row += 1
      // A prime number apart: nobody twice in a run.
      const message = { ...template, to: recipientOf((row * 7_919) % counted) }
      return { id: rowId(batch, row), token: `${row}`, batch, row, message, enqueuedAt: Date.now() }
    })
  const results: Result[] = []
  for (const perCall of CALLS) {
    const times = sides.map((): number[] => [])
    const calls = Math.ceil(begun / perCall)
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1)
      for (const [index, side] of sides.entries()) {
        const us = await timeOfCalls(redis, side, calls, () => nextMessages(perCall))
        if (round > 0) times[index]?.push(us / perCall)
      }
    results.push(...resultsOf(sides, times, perCall))
    say(
      `  ${sides.map(({ name }, at) => `${name} ${figure(spreadOf(times[at] ?? []).median)} µs`).join(', ')}`,
    )
  }
  return results
}

/** The median call, µs. */
async function timeOfCalls(
  redis: Redis,
  { keys, persons, contacts, cap }: BeginSide,
  calls: number,
  messages: () => MessageToBegin[],
): Promise<number> {
  const books = {
    ...terms,
    contacts,
    cap,
    ledgerOptions: { retentionMs: RETENTION_MS, outbox: false, persons },
  }
  await logScripts(redis)
  for (let call = 0; call < calls; call += 1)
    for (const answer of await beginAll(redis, keys, books, messages()))
      if (answer instanceof Error || answer.kind !== 'go')
        throw new Error('A message did not begin', { cause: answer })
  return spreadOf(await scriptTimes(redis)).median
}

function resultsOf(sides: readonly BeginSide[], times: readonly number[][], perCall: number): Result[] {
  const name = `begin, ${perCall === 1 ? 'a message' : `${perCall} messages`} a call`
  const [off = []] = times
  return sides.map((side, index): Result => {
    const each = times[index] ?? []
    if (index === 0) return { name: `${name}: ${side.name}`, unit: 'µs', ours: spreadOf(each) }
    return {
      ...({ name: `${name}: ${side.name}, beside all off`, unit: '×' } as const),
      ours: spreadOf(each.map((us, round) => us / (off[round] ?? Number.NaN))),
      ...(index === 1 && { aim: { kind: 'at-most', value: 1.15 } }),
    }
  })
}
