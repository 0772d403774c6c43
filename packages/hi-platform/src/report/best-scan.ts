import { evenPaceMs, type ReportQuota } from './quota-pace.js'
import { costOfScans, partAt, type ScanCost, type ScanCostInput } from './scan-cost.js'
import { dueAt, rescanDelayMs, sliceAgeMs, timeSinceScanMs } from './scan-due.js'
import { endOf } from './slice.js'
import type { SlicePart } from './slice-progress.js'

/** After so many rounds of everything, a slice is looked at whatever it is worth: a quarter of the quota at most. */
const patienceInRounds = 4
/** But where rounds are short, an old slice that has hardly rested is not neglected, and lets fresh ones go first. */
const patienceInRests = 4

interface BestScanInput extends ScanCostInput {
  readonly maxAgeMs: number
  readonly quota: ReportQuota
}

/** Of the windows that fill their pages, the one worth most a page. Parts ascending; at least one must be due. */
export function bestScan(parts: readonly SlicePart[], input: BestScanInput): { first: number; last: number } {
  const cost = costOfScans(parts, input)
  const index = mostNeglected(parts, cost, input) ?? mostWorth(parts, cost, input)
  const { n: first } = parts[index] as SlicePart
  let last = cost.lastOnPages(index)
  for (let end = partAt(parts, last, index); end > index; end--) {
    if (dueAt(parts[end] as SlicePart, input) !== undefined) break
    last = endOf(parts[end - 1] as SlicePart) - 1
  }
  return { first, last }
}

/** The part looked at longest ago, if that is longer than anything should wait. */
function mostNeglected(
  parts: readonly SlicePart[],
  cost: ScanCost,
  input: BestScanInput,
): number | undefined {
  let pages = 0
  let counted = Number.NEGATIVE_INFINITY
  let longest = 0
  let found: number | undefined
  for (const [index, part] of parts.entries()) {
    if (dueAt(part, input) === undefined) continue
    const end = endOf(part)
    if (end - 1 > counted) {
      const last = cost.lastOnPages(index)
      // A long part takes as many windows as it takes to come to its end.
      pages += cost.pages(index) * Math.max(1, part.length / (last + 1 - part.n))
      counted = Math.max(last, end - 1)
    }
    if (part.isBehind) continue
    const neglect = timeSinceScanMs(part, input)
    if (neglect <= longest || neglect < patienceInRests * rescanDelayMs(part, input)) continue
    longest = neglect
    found = index
  }
  return longest > patienceInRounds * pages * evenPaceMs(input.quota) ? found : undefined
}

/** Where the window begins that is worth most a page, of those in which something is due. */
function mostWorth(parts: readonly SlicePart[], cost: ScanCost, input: BestScanInput): number {
  // Sums of all before, so that a window is a difference.
  const worth = new Float64Array(parts.length + 1)
  const due = new Uint32Array(parts.length + 1)
  const isFinished = new Uint8Array(parts.length)
  for (const [index, part] of parts.entries()) {
    const at = dueAt(part, input)
    const each = at === undefined ? 0 : scanValue(sliceAgeMs(part, input), timeSinceScanMs(part, input))
    const isDue = at !== undefined && at <= input.now && !part.isBehind
    isFinished[index] = at === undefined ? 1 : 0
    worth[index + 1] = (worth[index] as number) + each * part.open
    due[index + 1] = (due[index] as number) + (isDue ? 1 : 0)
  }
  let best = 0
  let most = -1
  for (const [first, part] of parts.entries()) {
    if (isFinished[first] === 1 || part.isBehind) continue
    const last = cost.lastOnPages(first)
    const end = partAt(parts, last, first)
    if (due[end + 1] === due[first]) continue
    const { n, length } = parts[end] as SlicePart
    const whole = (worth[end] as number) - (worth[first] as number)
    const atEnd = ((worth[end + 1] as number) - (worth[end] as number)) * ((last + 1 - n) / length)
    const perPage = (whole + atEnd) / cost.pages(first)
    if (perPage <= most) continue
    most = perPage
    best = first
  }
  return best
}

/** At this age news of a message still come about as often as just after it was sent; from then on ever more rarely. */
const freshMs = 20_000
/** How much more the first news (sent, received) count than the late ones (read). */
const freshWeight = 15

/**
 * What a look at one message is worth: the time that its news have waited to be seen, each counted from its likely moment.
 * That is ∫ h(x) · (age − x) dx from the last look to now, with h(x) = 2w·f²/(x + f)³ + √f/(x + f)^1.5: a peak of first
 * news and a long tail (f fresh, w weight). It grows without bound, so whatever is open has its turn.
 */
function scanValue(ageMs: number, sinceMs: number): number {
  const now = ageMs + freshMs
  const before = now - Math.min(sinceMs, ageMs)
  const early = (freshWeight * freshMs * freshMs * (now - before) ** 2) / (now * before * before)
  const late = 2 * Math.sqrt(freshMs / before) * (Math.sqrt(now) - Math.sqrt(before)) ** 2
  return early + late
}
