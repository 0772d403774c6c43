import { Holdup } from '@disparo/api'
import { expect, test } from 'vitest'
import { describeHoldup } from './describe-holdups.js'
import { speechOf } from './words/index.js'

const id = '9ebba836-bf8e-5223-b010-e7512cfe05eb'
const at = '2026-11-27T12:00:00.000Z'

/** One of each reason, and its words. */
const cases: readonly (readonly [Holdup, RegExp])[] = [
  [{ reason: 'redis-full', detail: 'OOM' }, /Redis takes no writes \(OOM\)/],
  [{ reason: 'no-worker' }, /No worker runs/],
  [{ reason: 'lane-paused', lane: 'bulk' }, /bulk lane\. Resume it in Bull Board/],
  [
    { reason: 'gate-closed', detail: 'http-401', until: at },
    /closed \(http-401\): Hi Platform refuses the user or the password\. Check .* the next attempt tries at 2026/,
  ],
  [{ reason: 'gate-closed', detail: 'http-404' }, /does not know the account.*baseUrl and configId/],
  [{ reason: 'gate-closed', detail: 'http-503' }, /closed \(http-503\); the next attempt tries now/],
  [{ reason: 'gate-closed', detail: 'throttled', until: at }, /goes on by itself/],
  [
    { reason: 'paused', by: 'ana', at },
    /paused since 2026-11-27 09:00 -03:00 by ana\. Go on with: disparo batch resume 9ebba836/,
  ],
  [{ reason: 'paused' }, /It is paused\. Go on/],
  [
    { reason: 'halted', why: 'share', at, rejected: 16, of: 50 },
    /halted by itself since 2026-11-27 09:00 -03:00: 16 of the last 50 were rejected or failed.*disparo batch resume 9ebba836/,
  ],
  [{ reason: 'canary', messages: 20 }, /first 20 messages are tried/],
  [{ reason: 'scheduled', at, messages: 40 }, /40 messages may not go before 2026/],
  [
    { reason: 'quiet-hours', messages: 40, until: at },
    /40 messages wait for quiet hours to end; the first may go at 2026/,
  ],
  [{ reason: 'cap-counting' }, /counted for frequencyCap/],
  [{ reason: 'cap', until: at }, /as many messages as frequencyCap allows.* at 2026/],
  [
    { reason: 'batch-pace', maxPerMinute: 60, until: at },
    /At most 60 of it begin in a minute.*2026.*disparo batch pace 9ebba836\S+ none/,
  ],
  [{ reason: 'worker-without-data-key' }, /DISPARO_DATA_KEY/],
  [{ reason: 'suppression-unreadable' }, /who is suppressed.*DISPARO_DATA_KEY/],
  [
    { reason: 'template-resting', namespace: 'ns', elementName: 'aviso', detail: 'http-404', until: at },
    /template ns aviso is refused \(http-404\)/,
  ],
  [{ reason: 'limit-lowered', max: 100, configured: 500, until: at }, /allows 100 instead of 500 requests/],
  [{ reason: 'behind', messages: 1, until: at }, /1 other message goes first, until about 2026/],
  [{ reason: 'behind', messages: 2_000 }, /2000 other messages go first\./],
  [{ reason: 'retrying', messages: 2, until: at }, /2 messages wait for another attempt, from 2026/],
  [
    { reason: 'in-doubt', messages: 3, waiting: 'policy' },
    /3 messages may have been sent.*disparo unknown resolve/,
  ],
]

test('every reason is told in words', () => {
  for (const [holdup, words] of cases) {
    const line = describeHoldup(holdup, id, speechOf({ TZ: 'America/Sao_Paulo' }))
    expect(line).toMatch(words)
    expect(line).not.toMatch(/undefined|null/)
  }
  const reasons = Holdup.options.map(({ shape }) => shape.reason.value)
  expect(new Set(cases.map(([{ reason }]) => reason))).toEqual(new Set(reasons))
})
