import Table from 'cli-table3'
import { type Aim, carefulRatioOf, isMet, type Result, ratioOf } from './result.js'
import type { Spread } from './spread.js'

/** Every result with its aim. "missed" is information, no failure: timings on a shared machine prove little. */
export function resultsTable(results: readonly Result[]): string {
  const table = new Table({
    head: ['measured', 'Disparo', 'BullMQ alone', 'ratio', 'with books', 'ratio', 'aim', ''],
    style: { head: [], border: [] },
  })
  for (const result of results) {
    table.push([
      `${result.name}, ${result.unit}`,
      spreadText(result.ours),
      result.bare ? spreadText(result.bare) : '',
      ratioOf(result)?.toFixed(2) ?? '',
      result.careful ? spreadText(result.careful) : '',
      carefulRatioOf(result)?.toFixed(2) ?? '',
      result.aim ? aimText(result.aim, result.unit) : '',
      verdict(isMet(result)),
    ])
  }
  return table.toString()
}

function spreadText({ median, min, max }: Spread): string {
  return min === max ? figure(median) : `${figure(median)} (${figure(min)} to ${figure(max)})`
}

/** No digits that are noise: three at most, but whole numbers whole, with the thousands parted. */
export function figure(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}

function aimText(aim: Aim, unit: string): string {
  if (aim.kind === 'ratio-at-least')
    return `ratio ≥ ${aim.value}${aim.careful === undefined ? '' : `, with books ≥ ${aim.careful}`}`
  if (aim.kind === 'ratio-at-most') return `ratio ≤ ${aim.value}`
  return `${aim.kind === 'at-most' ? '≤' : '≥'} ${figure(aim.value)} ${unit}`
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return ''
  return met ? 'ok' : 'missed'
}
