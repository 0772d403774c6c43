import type { BatchList, BatchState } from '@disparo/core'
import type { Result } from '../result.js'
import { type CampaignSetup, repeatCalls } from './repeat.js'
import type { TimedCalls } from './timed-calls.js'

const ROUNDS = 30
const PAGE_MS = 20
const LOOKED_AT = 'limit=200'

/** The register's pages, and one batch from all sides. `waiting`: a batch of which nothing has gone out. */
export async function measurePages(
  setup: CampaignSetup,
  batches: { readonly count: number; readonly exported: string; readonly waiting: string },
): Promise<Result[]> {
  const { calls } = setup
  const { exported, waiting } = batches
  const middle = await placeAfter(calls, Math.floor(batches.count / 2))
  const settled = `/batches/${exported}`
  const pages: readonly (readonly [name: string, path: string])[] = [
    ['register, first page', '/batches?limit=50'],
    ['register, page in the middle', `/batches?limit=50&after=${middle}`],
    ['register, name of one in ten', '/batches?limit=50&q=natal'],
    ['register, name of none', '/batches?limit=50&q=pascoa'],
    ['register, state of nearly all', '/batches?limit=50&state=finished'],
    ['register, state of one in a hundred', '/batches?limit=50&state=paused'],
    ['batch, settled', settled],
    ['batch, waiting', `/batches/${waiting}`],
    ['series, by hour', `${settled}/series?by=hour`],
    ['series, by minute', `${settled}/series?by=minute`],
    ['reasons', `${settled}/reasons`],
  ]
  const results: Result[] = []
  for (const [name, path] of pages) {
    const of = Array.from({ length: ROUNDS }, () => ({ path }))
    const measured = await repeatCalls(
      setup,
      { name, atMostMs: PAGE_MS, of },
      async (call) => (await calls.ask(call)).ms,
    )
    results.push(...measured)
  }
  return results
}

/** Where the register goes on after so many batches. */
async function placeAfter(calls: TimedCalls, batches: number): Promise<string> {
  let place = ''
  for (let seen = 0; seen < batches; ) {
    const path = `/batches?${LOOKED_AT}${place && `&after=${place}`}`
    const { answer } = await calls.ask<BatchList & { readonly batches: readonly BatchState[] }>({ path })
    if (answer.next === undefined) throw new Error(`The register ends after ${seen} batches`)
    seen += answer.batches.length
    place = answer.next
  }
  return place
}
