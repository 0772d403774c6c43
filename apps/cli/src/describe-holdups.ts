import type { Batch, BatchProgress, Holdup } from '@disparo/api'
import { describeClosedGate } from './describe-closed-gate.js'
import { noWorker } from './no-worker.js'
import { pluralize } from './pluralize.js'

/** A batch with what holds it up, as a single one is asked for. */
export function hasHoldups(batch: Batch): batch is BatchProgress {
  return 'holdups' in batch
}

/** Why nothing, or less, of a batch is sent now, and what to do about it. */
export function describeHoldup(holdup: Holdup, id: string): string {
  switch (holdup.reason) {
    case 'redis-full':
      return `Redis takes no writes (${holdup.detail}): nothing is lost, and nothing sent. See docs/operations.md#disparoredisdown.`
    case 'no-worker':
      return noWorker
    case 'lane-paused':
      return `Somebody has paused the ${holdup.lane} lane. Resume it in Bull Board (role "admin").`
    case 'gate-closed':
      return describeClosedGate(holdup.detail, holdup.until)
    case 'paused': {
      const by = holdup.by === undefined ? '' : ` by ${holdup.by}`
      return `It is paused${holdup.at ? ` since ${holdup.at}` : ''}${by}. Go on with: disparo batch resume ${id}`
    }
    case 'halted':
      return `It has halted by itself since ${holdup.at}: ${holdup.rejected} of ${holdup.why === 'canary' ? 'the first' : 'the last'} ${holdup.of} were rejected or failed. When that is mended: disparo batch resume ${id}`
    case 'canary':
      return `Its first ${pluralize(holdup.messages, 'message')} are tried, and the others wait for what they come to.`
    case 'scheduled':
      return `${pluralize(holdup.messages, 'message')} may not go before ${holdup.at}.`
    case 'quiet-hours':
      return `${pluralize(holdup.messages, 'message waits', 'messages wait')} for quiet hours to end; the first may go at ${holdup.until}.`
    case 'cap':
      return `People have had as many messages as frequencyCap allows; the last of them may be messaged again at ${holdup.until}.`
    case 'cap-counting':
      return 'What went out before is counted for frequencyCap, and marketing waits for that: some seconds, once a worker runs.'
    case 'batch-pace':
      return `At most ${holdup.maxPerMinute} of it begin in a minute; the last of those put off so far has its turn at ${holdup.until}. Faster: disparo batch pace ${id} none`
    case 'worker-without-data-key':
      return 'Messages are sealed with a data key that no worker has. Put it into DISPARO_DATA_KEY of the workers: docs/operations.md#disparomessagesparked.'
    case 'suppression-unreadable':
      return 'Nobody can tell who is suppressed, for no worker has the data key of the list: all but one-time codes wait. Put it into DISPARO_DATA_KEY of the workers: docs/operations.md#disparomessagesparked.'
    case 'template-resting':
      return `The template ${holdup.namespace} ${holdup.elementName} is refused (${holdup.detail}) while others get through; one of its messages tries at ${holdup.until}. Is it approved? docs/operations.md#disparotemplateresting.`
    case 'limit-lowered':
      return `Hi Platform allows ${holdup.max} instead of ${holdup.configured} requests until ${holdup.until}: docs/operations.md#disparolimitlowered.`
    case 'behind':
      return `${pluralize(holdup.messages, 'other message goes', 'other messages go')} first${holdup.until ? `, until about ${holdup.until}` : ''}. disparo batches --state running shows whose.`
    case 'retrying':
      return `${pluralize(holdup.messages, 'message waits', 'messages wait')} for another attempt, from ${holdup.until} on: those before did not get through.`
    case 'in-doubt':
      return `${pluralize(holdup.messages, 'message')} may have been sent, and nobody knows: ${waits[holdup.waiting]}.`
  }
}

const somebody = 'say what became of it with disparo unknown resolve'

const waits = {
  'no-control': 'the report has to show a message that went out after it',
  'report-lag': 'the report tells within minutes',
  'look-alike': 'the report shows another message to the same person',
  'upstream-outage': 'Hi Platform gave no answers then; the report tells when it answers again',
  'no-report': `over XML there is no report; ${somebody}`,
  'too-old': `the report reaches back no further; ${somebody}`,
  policy: `unknownPolicy is hold; ${somebody}`,
} as const satisfies Record<Extract<Holdup, { reason: 'in-doubt' }>['waiting'], string>

/** How far a batch is, and when it will have been sent, where that can be known. */
export function describeEstimate({ percent, estimatedDoneAt, state }: BatchProgress): string[] {
  if (state === 'finished' || state === 'cancelled') return []
  const end = estimatedDoneAt === null ? '' : `; all of it should have been sent by ${estimatedDoneAt}`
  return [`${percent} % is settled${end}.`]
}
