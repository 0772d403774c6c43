import { recipientKey } from '@disparo/core/internal/message'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportItem } from '../rest/index.js'
import { matchReport } from './match-report.js'
import { items, messages, START, tolerance } from './report-items.test.support.js'
import type { TrackedMessage } from './tracked-message.js'

/** Everything but time that has to be the same. */
function kindOf(
  { namespace, elementName, externalLabel }: Omit<TrackedMessage | ReportItem, 'id'>,
  recipient: string,
) {
  return [recipientKey(recipient), namespace, elementName, externalLabel || undefined]
}

function byId(all: readonly TrackedMessage[]): (id: string) => TrackedMessage {
  const known = new Map(all.map((message) => [message.id, message]))
  return (id) => known.get(id) ?? expect.fail(`${id} is no message`)
}

test('no item is used twice, no message matched twice, and nothing is forgotten', () => {
  fc.assert(
    fc.property(messages, items, (sent, report) => {
      const { matches, foreign, absent } = matchReport(sent, report, tolerance)
      expect(new Set(matches.map(({ item }) => item)).size).toBe(matches.length)
      expect(matches.length + foreign).toBe(report.length)
      expect([...matches.map(({ id }) => id), ...absent].toSorted()).toEqual(
        sent.map(({ id }) => id).toSorted(),
      )
    }),
  )
})

test('no message gets an item of another recipient or one out of its time, and none in doubt another template’s', () => {
  fc.assert(
    fc.property(messages, items, fc.boolean(), (sent, report, inDoubt) => {
      const doubted = sent.map((each, index) => ({ ...each, inDoubt: inDoubt && index % 2 === 0 }))
      const message = byId(doubted)
      for (const { id, item } of matchReport(doubted, report, tolerance).matches) {
        expect(recipientKey(item.recipient)).toBe(recipientKey(message(id).to))
        if (message(id).inDoubt)
          expect(kindOf(item, item.recipient)).toEqual(kindOf(message(id), message(id).to))
        if (item.dispatchDate === undefined) continue
        const lateMs = item.dispatchDate.getTime() - message(id).sentAt
        expect(lateMs).toBeGreaterThanOrEqual(-tolerance.earlyMs)
        expect(lateMs).toBeLessThanOrEqual(tolerance.lateMs)
      }
    }),
  )
})

test('of messages that are alike, the earlier has the earlier item', () => {
  fc.assert(
    fc.property(messages, items, (sent, report) => {
      const message = byId(sent)
      const { matches } = matchReport(sent, report, tolerance)
      for (const a of matches) {
        for (const b of matches) {
          const alike = String(kindOf(a.item, a.item.recipient)) === String(kindOf(b.item, b.item.recipient))
          const [first, second] = [a.item.dispatchDate, b.item.dispatchDate]
          if (!alike || message(a.id).sentAt >= message(b.id).sentAt || !first || !second) continue
          expect(first.getTime()).toBeLessThanOrEqual(second.getTime())
        }
      }
    }),
  )
})

test('no message stays absent beside a dated item that could be its own', () => {
  fc.assert(
    fc.property(messages, items, (sent, report) => {
      const { matches, absent } = matchReport(sent, report, tolerance)
      const used = new Set(matches.map(({ item }) => item))
      for (const message of absent.map(byId(sent))) {
        const own = report.filter((item) => {
          const lateMs = (item.dispatchDate?.getTime() ?? Number.NaN) - message.sentAt
          const inTime = lateMs >= -tolerance.earlyMs && lateMs <= tolerance.lateMs
          const alike = String(kindOf(item, item.recipient)) === String(kindOf(message, message.to))
          return !used.has(item) && inTime && alike
        })
        expect(own).toEqual([])
      }
    }),
  )
})

test('neither the order of the pages nor that of the messages makes a difference', () => {
  const shuffled = <T>(values: readonly T[]) =>
    fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length })
  const twice = fc
    .tuple(messages, items)
    .chain(([sent, report]) =>
      fc.tuple(fc.constant([sent, report] as const), shuffled(sent), shuffled(report)),
    )
  fc.assert(
    fc.property(twice, ([[sent, report], otherSent, otherReport]) => {
      expect(matchReport(otherSent, otherReport, tolerance)).toEqual(matchReport(sent, report, tolerance))
    }),
  )
})

test('who was matched before keeps every date that was seen, whatever the report shows later', () => {
  fc.assert(
    fc.property(messages, items, fc.nat(60), (sent, report, seconds) => {
      const early = report
        .map((item) => asOf(item, new Date(START + seconds * 1_000)))
        .filter(({ dispatchDate }) => dispatchDate !== undefined)
      const known = new Map(
        matchReport(sent, early, tolerance).matches.map(({ id, item }) => [id, datesOf(item)]),
      )
      const later = matchReport(
        sent.map((message) => ({ ...message, ...known.get(message.id) })),
        report,
        tolerance,
      )
      for (const [id, before] of known) {
        const item = later.matches.find((match) => match.id === id)?.item
        expect(item && datesOf(item)).toMatchObject(before)
      }
    }),
  )
})

/** An item as the report showed it then. */
function asOf(item: ReportItem, then: Date): ReportItem {
  const shown = (date: Date | undefined) => (date && date <= then ? date : undefined)
  return {
    ...item,
    dispatchDate: shown(item.dispatchDate),
    sentDate: shown(item.sentDate),
    receivedDate: shown(item.receivedDate),
    readDate: shown(item.readDate),
  }
}

function datesOf({ dispatchDate, sentDate, receivedDate, readDate }: ReportItem) {
  return {
    ...(dispatchDate && { dispatchedAt: dispatchDate.getTime() }),
    ...(sentDate && { sentDate: sentDate.getTime() }),
    ...(receivedDate && { receivedDate: receivedDate.getTime() }),
    ...(readDate && { readDate: readDate.getTime() }),
  }
}
