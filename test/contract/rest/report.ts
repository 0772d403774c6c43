import { strict as assert } from 'node:assert'
import { setTimeout } from 'node:timers/promises'
import type { Clause } from '../clause.js'
import type { Session } from '../service.js'
import { askReport, readReport, steadyTime } from './ask-report.js'
import { QuotaHeaders, Report, type ReportData, ReportItem, read } from './shapes.js'

const MOST_PAGES = 5
const NOBODY = '5500900000000'

/** On a stand-in all that this run has sent comes to be in the report; elsewhere there is what there is. */
async function totalOf(session: Session): Promise<number> {
  const { differences, patienceMs, lookMs } = session.service
  const deadline = performance.now() + patienceMs
  for (;;) {
    const { totalResults } = await readReport(session, { pageSize: '1' })
    if (!differences.isStandIn || totalResults === session.taken) return totalResults
    assert.ok(
      performance.now() < deadline,
      `${session.taken} messages were taken, the report has ${totalResults}`,
    )
    await setTimeout(lookMs)
  }
}

/** None: there is nothing in the report to judge by. */
async function someItem(session: Session) {
  const { items } = await readReport(session, { pageSize: '1' })
  return items[0]
}

export const reportClauses: readonly Clause[] = [
  {
    interface: 'REST',
    effect: 'asks',
    says: 'says with every page how the quota of the report stands, in seconds left',
    check: async (session) => {
      const page = { ...steadyTime(session), pageSize: '1', pageNumber: '1' }
      const [first, second] = [await askReport(session.service, page), await askReport(session.service, page)]
      for (const { headers } of [first, second]) {
        const quota = QuotaHeaders.parse(headers)
        assert.ok(quota['x-rate-limit-remaining'] < quota['x-rate-limit-limit'])
        assert.ok(quota['x-rate-limit-reset'] <= 600)
      }
      if (!session.service.differences.isStandIn) return
      const left = [first, second].map(({ headers }) => Number(headers['x-rate-limit-remaining']))
      assert.equal(left[1], (left[0] ?? 0) - 1)
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'gives an item the fields of the documentation and no others, with dates in epoch seconds',
    check: async (session) => {
      const total = await totalOf(session)
      if (total === 0) return 'undecided'
      const answer = await askReport(session.service, {
        ...steadyTime(session),
        pageSize: '100',
        pageNumber: '1',
      })
      const { items } = read(Report, answer).data
      assert.equal(items.length, Math.min(total, 100))
      for (const item of items) {
        const { sentDate, receivedDate, readDate, dispatchDate } = ReportItem.parse(item)
        for (const date of [sentDate, receivedDate, readDate]) assertNotYet(session, date, dispatchDate)
      }
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'cuts the items into pages that are disjoint and complete, and knows how many there are',
    check: async (session) => {
      const totalResults = await totalOf(session)
      const pageSize = Math.min(1_000, Math.max(1, Math.ceil(totalResults / 3)))
      const totalPages = Math.ceil(totalResults / pageSize)
      const page = (pageNumber: number) =>
        readReport(session, { pageSize: `${pageSize}`, pageNumber: `${pageNumber}` })
      const seen: ReportData['items'] = []
      for (let number = 1; number <= Math.min(totalPages, MOST_PAGES); number++) {
        const { items, ...counts } = await page(number)
        assert.deepEqual(counts, { totalResults, totalPages, pageNumber: number })
        assert.equal(items.length, Math.min(pageSize, totalResults - (number - 1) * pageSize))
        seen.push(...items)
      }
      const beyond = await page(totalPages + 1)
      assert.deepEqual([beyond.totalResults, beyond.totalPages, beyond.items], [totalResults, totalPages, []])
      if (totalResults > 1_000 || !session.service.differences.isStandIn) return
      const whole = (await readReport(session)).items
      assert.deepEqual(seen.map(identity).toSorted(), whole.map(identity).toSorted())
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'takes both of its dates inclusively',
    check: async (session) => {
      const item = await someItem(session)
      if (!item) return 'undecided'
      const second = `${item.dispatchDate}`
      const { items } = await readReport(session, { startDate: second, endDate: second })
      assert.ok(items.length > 0)
      for (const { dispatchDate } of items) assert.equal(dispatchDate, item.dispatchDate)
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'tells origins apart in any case, and takes one that is none for all',
    check: async (session) => {
      const total = async (origin: string) =>
        (await readReport(session, { origin, pageSize: '1' })).totalResults
      const all = (await readReport(session, { pageSize: '1' })).totalResults
      const [api, operador, supervisor] = [
        await total('API'),
        await total('operador'),
        await total('supervisor'),
      ]
      assert.equal(await total('telefone'), all)
      assert.equal(api + operador + supervisor, all)
      if (session.service.differences.isStandIn) assert.equal(api, all)
    },
  },
  {
    interface: 'REST',
    effect: 'asks',
    says: 'finds what one sender sent, or several with commas between them',
    check: async (session) => {
      const item = await someItem(session)
      if (!item) return 'undecided'
      const { items, totalResults } = await readReport(session, { sender: item.sender })
      assert.ok(totalResults > 0)
      for (const { sender } of items) assert.equal(sender, item.sender)
      const several = await readReport(session, { sender: `${NOBODY},${item.sender}`, pageSize: '1' })
      assert.equal(several.totalResults, totalResults)
      assert.equal((await readReport(session, { sender: NOBODY, pageSize: '1' })).totalResults, 0)
    },
  },
]

/** What of an item stays as it is. */
function identity({
  recipient,
  namespace,
  elementName,
  externalLabel,
  dispatchDate,
}: ReportData['items'][number]) {
  return [recipient, namespace, elementName, externalLabel, dispatchDate].join(' ')
}

function assertNotYet(session: Session, date: number | undefined, dispatchDate: number): void {
  const { notYet } = session.service.differences
  if (notYet === 'zero') assert.notEqual(date, undefined)
  if (notYet === 'absent') assert.notEqual(date, 0)
  if (date) assert.ok(date >= dispatchDate - 2)
}
