import type { Timeline } from '../delivery/timeline.js'

/** What 50.02 says of a contact. The real words are documented nowhere. */
type StatusWord = 'Aceito' | 'Enviado' | 'Entregue' | 'Lido' | 'Falha'

/** The last thing that has happened by `now` (epoch milliseconds). */
export function statusWordOf(timeline: Timeline, now: number): StatusWord {
  const hasCome = (moment: number | undefined) => moment !== undefined && moment <= now
  if (hasCome(timeline.failedAt)) return 'Falha'
  if (hasCome(timeline.readAt)) return 'Lido'
  if (hasCome(timeline.receivedAt)) return 'Entregue'
  return hasCome(timeline.sentAt) ? 'Enviado' : 'Aceito'
}
