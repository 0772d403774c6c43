import type { MessageStatus } from '@disparo/api'
import type { Words } from './words/index.js'

export function describeCounts(
  counts: Readonly<Partial<Record<MessageStatus, number>>>,
  { common: { statuses } }: Words,
): string[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `  ${statuses[status as MessageStatus].padEnd(12)}${count}`)
}
