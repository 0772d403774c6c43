import { common, count } from './common.js'

/** `disparo batch` and `disparo batches`. */
export const batches = {
  is: (id: string, total: number, lane: string, badRows: string, standing: string) =>
    `Batch ${id}: ${common.messages(total)} in the ${lane} lane${badRows}${standing}.`,
  badRows: (number: number) => `, ${count(number, 'bad row')}`,
  standing: (state: string, scheduled: string | undefined, since: string | undefined, by: string) =>
    `; ${state}${scheduled ? ` for ${scheduled}` : ''}${since ? ` since ${since}${by}` : ''}`,
  named: (name: string, at: string, by: string) => `  ${name}, enqueued ${at}${by}`,
  pace: (max: number) => `At most ${max} of it begin in a minute.`,
  percent: (percent: number, by: string | undefined) =>
    `${percent} % is settled${by ? `; all of it should have been sent by ${by}` : ''}.`,
  none: 'There is no batch yet.',
  noneSo: 'No batch is like that.',
  settledOf: (settled: number, total: number) => `${settled} of ${total}`,
  noName: '(no name)',
  cannotUndo: 'This cannot be undone: repeat the command with --yes to cancel this batch.',
  notSent: (enqueued: number) =>
    `The ${enqueued} that are still enqueued are not sent; the workers take them out of the lane now.`,
  goesOn: (sending: number) => `What had begun goes on: ${sending}.`,
  paceWrong: 'A pace is a whole number of messages a minute, such as 120, or "none".',
  nothingYet: 'Nothing has become of its messages yet.',
  otherReasons: (messages: number) => `  ${common.messages(messages)} for other reasons: --json shows all.`,
  retried: (messages: number) => `${count(messages, 'message is', 'messages are')} sent again.`,
  notRetried: (messages: number, why: string) => `  ${messages} not: ${why}`,
  obstacles: {} as Readonly<Record<string, string>>,
  settled: 'Settled',
  exporting: 'Exporting',
  written: (messages: number, total: number) => `${common.messages(messages)} of ${total} written.`,
  contentGone: (messages: number, isCsv: boolean) =>
    `Of ${common.messages(messages)} ${messages === 1 ? 'what it said is' : 'what they said is'} not known any more (${isCsv ? 'column content: gone' : 'no content'}); import refuses those rows.`,
  ratePerMinute: (rate: number) => `, ${rate} a minute`,
  left: (minutes: number) =>
    `, ${minutes <= 1 ? 'about a minute' : `about ${minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`}`} left`,
  halted: (id: string) =>
    `It has halted, for too many were rejected or failed: see disparo batch ${id}. Go on with: disparo batch resume ${id}`,
  doubt: (unknown: number, id: string) =>
    `Only doubt is left: ${common.messages(unknown)} may have been sent, and no report tells. Say what became of them: disparo unknown resolve --batch ${id}`,
  timeout: (id: string) => `It is not settled yet, and goes on. Wait for it with: disparo batch ${id} --wait`,
  waitWithout: '--wait-timeout says how long --wait waits: give that, too.',
  waitWrong: '--wait-timeout must be a time such as 90s, 30m or 2h.',
  of: (value: string, total: string) => `${value} of ${total}`,
  etaLeft: '{eta_formatted} left',
}
