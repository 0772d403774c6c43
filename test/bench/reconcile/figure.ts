import Table from 'cli-table3'

/** One figure of the simulation; with the round-robin's where both have it. */
export interface ReconcileFigure {
  readonly name: string
  readonly unit: '%' | 's' | 'ms' | 'requests'
  readonly planned: number
  readonly roundRobin?: number
  readonly aim?: Aim
}

type Aim =
  | { readonly kind: 'at-least' | 'at-most'; readonly value: number }
  /** The round-robin's figure is at least so many times as high. */
  | { readonly kind: 'times-lower'; readonly value: number }

/** `undefined` where there is no aim. */
function isAimMet({ planned, roundRobin = 0, aim }: ReconcileFigure): boolean | undefined {
  if (aim === undefined) return undefined
  if (aim.kind === 'at-least') return planned >= aim.value
  if (aim.kind === 'at-most') return planned <= aim.value
  return roundRobin >= aim.value * planned
}

const aimWords = { 'at-least': '≥', 'at-most': '≤', 'times-lower': 'times lower ≥' }

/** "missed" is information, no failure. */
export function figuresTable(figures: readonly ReconcileFigure[]): string {
  const table = new Table({
    head: ['reconciliation, simulated', 'planned', 'round-robin', 'times lower', 'aim', ''],
    style: { head: [], border: [] },
  })
  for (const figure of figures) {
    const { name, unit, planned, roundRobin, aim } = figure
    const met = isAimMet(figure)
    table.push([
      `${name}, ${unit}`,
      short(planned),
      roundRobin === undefined ? '' : short(roundRobin),
      roundRobin === undefined || unit !== 's' ? '' : short(roundRobin / planned),
      aim ? `${aimWords[aim.kind]} ${aim.value}` : '',
      met === undefined ? '' : met ? 'ok' : 'missed',
    ])
  }
  return table.toString()
}

function short(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 })
}
