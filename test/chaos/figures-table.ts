import Table from 'cli-table3'
import type { TrialFigure } from './result.js'
import { type Figure, isMet } from './trials/figure.js'

/** Every figure of the trials, with its bound where something is promised of it. */
export function figuresTable(figures: readonly TrialFigure[]): string {
  const table = new Table({
    head: ['', 'measured', '', 'bound', ''],
    colAligns: ['left', 'left', 'right', 'left', 'left'],
    style: { head: [], border: [] },
  })
  for (const figure of figures)
    table.push([figure.trial, figure.name, valueText(figure), boundText(figure), verdict(isMet(figure))])
  return table.toString()
}

function valueText({ value, unit }: Figure): string {
  if (Number.isNaN(value)) return 'not known'
  const digits = Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0
  return `${value.toLocaleString('en-US', { maximumFractionDigits: digits })} ${unit}`.trim()
}

function boundText({ atMost, atLeast }: Figure): string {
  if (atMost !== undefined && atMost === atLeast) return `= ${atMost}`
  return [atLeast === undefined ? '' : `≥ ${atLeast}`, atMost === undefined ? '' : `≤ ${atMost}`]
    .join(' ')
    .trim()
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return ''
  return met ? 'ok' : 'missed'
}
