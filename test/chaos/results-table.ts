import Table from 'cli-table3'
import { type ByStep, type ChaosResult, type Counts, sum } from './result.js'
import { STEPS } from './steps.js'
import { TRIALS } from './trials.js'

/** Both sides beside each other, a step a line. */
export function resultsTable({ byStep, resend, plain }: ChaosResult): string {
  const table = new Table({
    head: [
      '',
      'Disparo: messages',
      'lost',
      'twice',
      'in doubt',
      'BullMQ alone: messages',
      'lost',
      'twice',
      'in doubt',
    ],
    colAligns: ['left', ...Array<'right'>(8).fill('right')],
    style: { head: [], border: [] },
  })
  for (const { name, says } of [...STEPS, ...TRIALS]) {
    const ours = byStep[name] ?? resend[name]
    if (ours) table.push([`${name}: ${says}`, ...cells(ours), ...cells(plain[name])])
  }
  table.push(['all under verify', ...cells(total(byStep)), ...cells(total(plain))])
  return table.toString()
}

function total(steps: ByStep): Counts | undefined {
  const all = Object.values(steps)
  return all.length > 0 ? sum(all) : undefined
}

function cells(counts: Counts | undefined): string[] {
  if (!counts) return ['', '', '', '']
  const { messages, lost, duplicates, unresolved } = counts
  return [messages, lost, duplicates, unresolved].map(String)
}
