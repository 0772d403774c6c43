import { setTimeout as delay } from 'node:timers/promises'
import type { Lane } from '@disparo/core'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { refused } from '../upstream/behavior.js'
import type { Case, CaseDone, CaseInput } from './cases.js'
import { openMailing } from './mailing.js'

const EXPIRED = 700
/** The seed's. */
const LIMIT = { max: 500, windowMs: 60_000 }
const CLOSED_S = 10
/** At the account's pace they would take 1.4; a busy machine takes some seconds as well. */
const WINDOWS_AT_MOST = 0.5

/** What expired behind a closed gate has nothing to send, and so holds up nothing. */
export const expiredCases: readonly Case[] = (['urgent', 'bulk'] as const).map((lane) => ({
  name: `${EXPIRED} expired, ${lane}`,
  settings: { limit: LIMIT },
  run: (input) => carryOut(lane, input),
}))

async function carryOut(lane: Lane, input: CaseInput): Promise<CaseDone> {
  const { tenant } = input.account
  tenant.behave({ meets: () => refused(429, { 'x-rate-limit-reset': `${CLOSED_S}` }) })
  const mailing = openMailing(input)
  await mailing.enqueue(1, 'codigo', { lane })
  while (tenant.posts.length === 0) await delay(20)
  const opensAt = Date.now() + CLOSED_S * 1_000
  tenant.behave({})
  const expiresAt = new Date(opensAt - 1_000).toISOString()
  await mailing.enqueue(EXPIRED, 'codigo', { lane, expiresAt })
  await delay(opensAt - Date.now())
  const fresh = await mailing.enqueue(1, 'codigo', { lane })
  await mailing.allTaken(fresh)
  const windows = ((mailing.taken(fresh)[0]?.at ?? Number.NaN) - opensAt) / LIMIT.windowMs
  await mailing.settle()
  const states = await mailing.states()
  const expired = states.filter(({ status }) => status === 'expired').length
  input.say(`the fresh one went out after ${windows.toFixed(1)} windows; ${expired} expired`)
  return {
    beliefs: states.filter(({ status }) => status !== 'expired').map(beliefOf),
    arrivals: timesByRecipient(tenant.posts.filter(({ fate }) => fate.takes)),
    figures: [
      { name: 'a fresh one went out after', value: windows, unit: 'windows', atMost: WINDOWS_AT_MOST },
      { name: 'expired', value: expired, unit: 'messages', atLeast: EXPIRED / 2 },
    ],
  }
}
