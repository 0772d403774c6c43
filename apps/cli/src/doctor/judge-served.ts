import type { ServedStats, UnservedLanes } from '@disparo/service/stats'
import type { Speech } from '../words/index.js'
import { type DoctorWords, type Finding, ok, warn } from './finding.js'

/** So many names are told. */
const mostNames = 20

/**
 * Which accounts are served, and what waits for others. Of the accounts that are configured here their lanes tell whether there
 * are workers.
 */
export function judgeServed(
  served: readonly ServedStats[],
  configured: readonly string[],
  { words: { doctor }, time }: Speech,
): Finding[] {
  const words = doctor.served
  const check = doctor.checks.served
  const now = served.filter(({ servedBy }) => servedBy.length > 0)
  const lost = served.filter(
    ({ name, servedBy, waiting = 0 }) =>
      !configured.includes(name) && !servedBy.includes('worker') && (waiting > 0 || servedBy.length > 0),
  )
  return [
    ok(check, now.length === 0 ? words.none : describe(now, words)),
    ...lost.map(({ name, servedBy, waiting = 0, lastServed }) => {
      const last = lastServed.worker ? words.last(time(lastServed.worker.toISOString())) : words.never
      const change = servedBy.length > 0 ? words.giveToWorker : words.backAgain
      return warn(check, words.lost(name, waiting, last), change)
    }),
  ]
}

/** Lanes of accounts that nobody ever served: what is in them is never sent. */
export function judgeLanes(
  lanes: readonly UnservedLanes[],
  { checks, served: words }: DoctorWords,
): Finding[] {
  return lanes.map(({ name, waiting, closest }) => {
    const found = words.stray(name, waiting)
    return warn(checks.lanes, closest === undefined ? found : words.isMeant(found, closest), words.slip)
  })
}

function describe(served: readonly ServedStats[], words: DoctorWords['served']): string {
  const names = served.slice(0, mostNames).map(({ name, servedBy }) => `${name} (${servedBy.join(', ')})`)
  const more = served.length - names.length
  return more > 0 ? words.more(names.join(', '), more) : names.join(', ')
}
