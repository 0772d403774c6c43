import Table from 'cli-table3'
import type { StackResult } from './try-stack.js'

/** What the stack came to, as a table. */
export function summary(result: StackResult, engine: string): string {
  const images = Object.entries(result.images).map(([name, megabytes]) => `${name} ${megabytes} MB`)
  const table = new Table({ style: { head: [], border: [] } })
  table.push(
    ['Docker, Node.js, Redis', `${engine}, ${result.node}, ${result.redis}`],
    ['images', images.join(', ')],
    ['messages', `${result.messages}`],
    ['accepted, says the sandbox', `${result.accepted}`],
    ['duplicates', `${result.duplicates}`],
    ['left in doubt by the killed worker', `${result.leftInDoubt}`],
    ['answered 429', `${result.answered429}`],
    ['most requests in a window', `${result.maxInWindow} of ${result.limit}`],
    ['sent, received, read', `${result.sent}, ${result.received}, ${result.read}`],
    ['statuses that are not the truth', `${result.statusMismatches}`],
    ['urgent, p50', `${result.urgentP50Ms} ms`],
    ['time to send all', `${result.seconds} s`],
  )
  return table.toString()
}
