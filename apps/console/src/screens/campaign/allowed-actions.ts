import type { Batch, Session } from '@disparo/api'
import { figuresOf } from '../../api/batch-figures.js'

interface Person {
  readonly user: string
  readonly may: (role: Session['roles'][number]) => boolean
}

/** What this person can do about a campaign in its state: the rest is not shown. The service decides all the same. */
export function allowedActions(batch: Batch, { user, may }: Person) {
  const { state, createdBy, lane, counts, total } = batch
  const mayControl = may('operate') || (may('send') && createdBy === user)
  const isLive = state !== 'cancelled' && state !== 'finished'
  const isStopped = state === 'paused' || state === 'halted'
  return {
    pause: mayControl && (state === 'running' || state === 'scheduled'),
    resume: mayControl && isStopped,
    cancel: mayControl && isLive,
    retry: may('operate') && state !== 'cancelled' && figuresOf(batch).failed > 0,
    correct: may('send') && state !== 'cancelled',
    rename: may('operate'),
    reschedule: may('operate') && isLive && total > 0 && counts.enqueued === total,
    pace: may('operate') && isLive && lane === 'bulk',
  }
}
