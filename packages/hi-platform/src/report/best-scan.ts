import { evenPaceMs, type ReportQuota } from './quota-pace.js'
import { costOfScans, type ScanCost, type ScanCostInput } from './scan-cost.js'
import { dueAt, rescanDelayMs, sliceAgeMs, timeSinceScanMs } from './scan-due.js'
import { scanValue } from './scan-value.js'
import type { SliceState } from './slice.js'

/** After so many rounds of everything, a slice is looked at whatever it is worth: a quarter of the quota at most. */
const patienceInRounds = 4
/** But where rounds are short, an old slice that has hardly rested is not neglected, and lets fresh ones go first. */
const patienceInRests = 4

export interface BestScanInput extends ScanCostInput {
  readonly maxAgeMs: number
  readonly quota: ReportQuota
}

/** Of the windows that fill their pages, the one worth most a page. Slices ascending; at least one must be due. */
export function bestScan(
  slices: readonly SliceState[],
  input: BestScanInput,
): { first: number; last: number } {
  const cost = costOfScans(slices, input)
  const first = mostNeglected(slices, cost, input) ?? mostWorth(slices, cost, input)
  let last = cost.lastOnPages(first)
  while (last > first && dueAt(slices[last] as SliceState, input) === undefined) last--
  return { first: (slices[first] as SliceState).n, last: (slices[last] as SliceState).n }
}

/** The slice looked at longest ago, if that is longer than anything should wait. */
function mostNeglected(
  slices: readonly SliceState[],
  cost: ScanCost,
  input: BestScanInput,
): number | undefined {
  let pages = 0
  let counted = -1
  let longest = 0
  let found: number | undefined
  for (let index = 0; index < slices.length; index++) {
    const slice = slices[index] as SliceState
    const due = dueAt(slice, input)
    if (due === undefined) continue
    if (index > counted) {
      pages += cost.pages(index)
      counted = cost.lastOnPages(index)
    }
    const neglect = timeSinceScanMs(slice, input)
    if (neglect <= longest || neglect < patienceInRests * rescanDelayMs(slice, input)) continue
    longest = neglect
    found = index
  }
  return longest > patienceInRounds * pages * evenPaceMs(input.quota) ? found : undefined
}

/** Where the window begins that is worth most a page, of those in which something is due. */
function mostWorth(slices: readonly SliceState[], cost: ScanCost, input: BestScanInput): number {
  // Sums of all before, so that a window is a difference.
  const worth = new Float64Array(slices.length + 1)
  const due = new Uint32Array(slices.length + 1)
  const isFinished = new Uint8Array(slices.length)
  for (let index = 0; index < slices.length; index++) {
    const slice = slices[index] as SliceState
    const at = dueAt(slice, input)
    const each = at === undefined ? 0 : scanValue(sliceAgeMs(slice, input), timeSinceScanMs(slice, input))
    isFinished[index] = at === undefined ? 1 : 0
    worth[index + 1] = (worth[index] as number) + each * slice.open
    due[index + 1] = (due[index] as number) + (at !== undefined && at <= input.now ? 1 : 0)
  }
  let best = 0
  let most = -1
  for (let first = 0; first < slices.length; first++) {
    if (isFinished[first] === 1) continue
    const end = cost.lastOnPages(first) + 1
    if (due[end] === due[first]) continue
    const perPage = ((worth[end] as number) - (worth[first] as number)) / cost.pages(first)
    if (perPage <= most) continue
    most = perPage
    best = first
  }
  return best
}
