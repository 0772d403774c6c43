import type { ServedStats, UnservedLanes } from '@disparo/service/stats'
import { pluralize } from '../pluralize.js'
import { type Finding, ok, warn } from './finding.js'

/** So many names are told. */
const mostNames = 20

/**
 * Which accounts are served, and what waits for others. Of the accounts that are configured here their lanes tell whether there
 * are workers.
 */
export function judgeServed(served: readonly ServedStats[], configured: readonly string[]): Finding[] {
  const now = served.filter(({ servedBy }) => servedBy.length > 0)
  const lost = served.filter(
    ({ name, servedBy, waiting = 0 }) =>
      !configured.includes(name) && !servedBy.includes('worker') && (waiting > 0 || servedBy.length > 0),
  )
  return [
    ok('served accounts', now.length === 0 ? 'none now' : describe(now)),
    ...lost.map(({ name, servedBy, waiting = 0, lastServed }) => {
      const wait = pluralize(waiting, 'message waits', 'messages wait')
      const found = `${name}: ${wait}, and no worker serves it (${lastWords(lastServed.worker)})`
      return warn('served accounts', found, servedBy.length > 0 ? someWorker : backAgain)
    }),
  ]
}

/** Lanes of accounts that nobody ever served: what is in them is never sent. */
export function judgeLanes(lanes: readonly UnservedLanes[]): Finding[] {
  return lanes.map(({ name, waiting, closest }) => {
    const wait = pluralize(waiting, 'message waits', 'messages wait')
    const meant = closest === undefined ? '' : `; is "${closest}" meant?`
    return warn('lanes', `${name}: ${wait}, and no program has ever served such an account${meant}`, slip)
  })
}

function describe(served: readonly ServedStats[]): string {
  const names = served.slice(0, mostNames).map(({ name, servedBy }) => `${name} (${servedBy.join(', ')})`)
  const more = served.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

function lastWords(last: Date | undefined): string {
  return last ? `last at ${last.toISOString()}` : 'none ever has'
}

const someWorker =
  'A producer takes messages for it. Give it to a worker: the same DISPARO_ACCOUNTS, and WORKER_ACCOUNTS that leave none out.'
const slip =
  'Correct the name in connect({ account }) or --account, and enqueue again; then delete the keys disparo:{NAME}:*. Or configure an account of this name.'
const backAgain =
  'Put it into DISPARO_ACCOUNTS again until its messages are sent or cancelled: docs/operations.md#disparoaccountunserved.'
