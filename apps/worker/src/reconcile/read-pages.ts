import { type AccountKeys, redisNow } from '@disparo/core/internal/redis'
import { type CollectStep, collectPage, type ScanWindow, startCollecting } from '@disparo/hi-platform/report'
import type { ReportItem } from '@disparo/hi-platform/rest'
import { type PageDeps, requestPage } from './request-page.js'

export interface PagesDeps extends PageDeps {
  readonly keys: AccountKeys
  /** Renews the lease; `false` when another worker has it by now: then nothing more may be written. */
  readonly keepLease: () => Promise<boolean>
  readonly sleep: (ms: number) => Promise<void>
}

/** All items of a window, as far as its pages fitted together. */
export interface PagesRead {
  /** Whether what is not among the items was not in the report. */
  readonly provesAbsence: boolean
  /** Whether these, and those that were bad, are all there were. */
  readonly isWhole: boolean
  readonly items: readonly ReportItem[]
  readonly badItems: number
  readonly pages: number
  /** By the last answer, which came at `answeredAt` (epoch ms, Redis's clock). */
  readonly upstreamDate: Date | undefined
  readonly answeredAt: number
}

/** `refused`: upstream would not give this window. `stopped`: no permit, no credentials, no lease, or no more time. */
export type PagesNotRead = 'refused' | 'stopped'

/** More is not held in memory for one scan; a shorter window has fewer. Two thirds of what the quota gives at a time. */
const mostPages = 40

/** Nor more text than this, in characters: a real item has some hundred. */
const mostText = 5_000_000

/** While waiting for a permit the lease must be kept. */
const longestSleepMs = 5_000

/** Reads every page of a window, as the quota allows; the lease is just renewed then. */
export async function readPages(deps: PagesDeps, window: ScanWindow): Promise<PagesRead | PagesNotRead> {
  let step: CollectStep = startCollecting()
  let pages = 0
  let upstreamDate: Date | undefined
  let answeredAt = 0
  let totalResults = 0
  let text = 0
  while (step.kind === 'next') {
    const answer = await requestPage(deps, { ...window, pageNumber: step.pageNumber })
    if (answer.kind === 'refused') {
      deps.log.warn({ event: 'report:refused', reason: answer.reason })
      return answer.mayBeTheWindow ? 'refused' : 'stopped'
    }
    if (answer.kind === 'wait') {
      await deps.sleep(Math.min(answer.ms, longestSleepMs))
      if (deps.signal.aborted || !(await isOurs(deps))) return 'stopped'
      continue
    }
    pages += 1
    upstreamDate = answer.upstreamDate
    totalResults = answer.page.totalResults
    text = (step.pageNumber === 1 ? 0 : text) + textIn(answer.page.items)
    const isTooLong = answer.page.totalPages > mostPages
    if (isTooLong || text > mostText) {
      deps.log.warn({ event: 'report:refused', reason: isTooLong ? 'too-many-pages' : 'too-much-text' })
      return 'refused'
    }
    answeredAt = await redisNow(deps.redis, deps.keys)
    step = collectPage(step.collection, step.pageNumber, answer.page)
    if (!(await isOurs(deps))) return 'stopped'
  }
  const { items, badItems, provesAbsence } = step
  const isWhole = items.length + badItems === totalResults
  return { items, badItems, provesAbsence, isWhole, pages, upstreamDate, answeredAt }
}

async function isOurs({ keepLease, log }: PagesDeps): Promise<boolean> {
  const kept = await keepLease()
  if (!kept) log.warn({ event: 'report:lease-lost' })
  return kept
}

function textIn(items: readonly ReportItem[]): number {
  let length = 0
  for (const item of items) {
    for (const value of Object.values(item)) if (typeof value === 'string') length += value.length
  }
  return length
}
