import { type Behavior, maintenancePage } from '../upstream/behavior.js'
import type { ReportItem } from '../upstream/report-item.js'
import type { Difference } from './difference.js'

const TEMPLATE_ID = 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6'

const writes = (write: (item: ReportItem) => object) => () => ({ writes: write })
const label = (write: (label: string) => string) =>
  writes((item) => ({ ...item, externalLabel: write(item.externalLabel) }))
const recipient = (write: (to: string) => string) =>
  writes((item) => ({ ...item, recipient: write(item.recipient) }))
const sender = (write: (sender: string) => string) =>
  writes((item) => ({ ...item, sender: write(item.sender) }))
const namespace = writes((item) => ({ ...item, namespace: TEMPLATE_ID }))
const without = (...names: readonly string[]) =>
  writes((item) => Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name))))

const others: Behavior['besides'] = ({ n, to }) =>
  n % 3 === 0 ? [{ recipient: `${Number(to) + 50_000_000}`, elementName: 'outro_aviso' }] : []
const byOperator: Behavior['besides'] = () => [
  { origin: 'OPERADOR', operatorName: 'Ana', elementName: 'retorno', externalLabel: '' },
]
const byAnotherProgram: Behavior['besides'] = () => [{ elementName: 'pesquisa', externalLabel: 'pesquisa' }]

/** Mixes rows, the same way each time until there are more of them. */
function mixed(items: readonly ReportItem[]): ReportItem[] {
  const rank = ({ recipient }: ReportItem) => (Number(recipient) * 7_919) % 1_009
  return items.toSorted((a, b) => rank(a) - rank(b))
}

function mixedAnew(items: readonly ReportItem[]): ReportItem[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

/** From when it is first asked for. */
function emptyFor(ms: number): Behavior {
  let until: number | undefined
  return {
    report: () => {
      until ??= Date.now() + ms
      return Date.now() < until ? empty : undefined
    },
  }
}

const empty = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"status":"OK","data":{"totalResults":0,"totalPages":0,"pageNumber":1,"items":[]}}',
}
const byHalves = (n: number) => n % 2 === 0

/** Seed 001 says none of this, and shows the first: it sends `default`, and its report's sample has an id. */
export const RENDITIONS: readonly Difference[] = [
  { name: 'as sent', manner: () => ({}) },
  { name: 'another namespace', manner: namespace },
  { name: 'no namespace', manner: writes((item) => ({ ...item, namespace: '' })) },
  {
    name: 'element name in capitals',
    manner: writes((item) => ({ ...item, elementName: item.elementName.toUpperCase() })),
  },
  ...[40, 28, 16, 8].map((length) => ({
    name: `label cut to ${length}`,
    manner: label((whole) => whole.slice(0, length)),
  })),
  { name: 'label emptied', manner: label(() => '') },
  { name: 'label in capitals', manner: label((whole) => whole.toUpperCase()) },
  { name: 'recipient without 55', manner: recipient((to) => to.slice(2)) },
  { name: 'recipient without ninth digit', manner: recipient((to) => to.slice(0, 4) + to.slice(5)) },
  {
    name: 'recipient with signs',
    manner: recipient((to) => `+55 (${to.slice(2, 4)}) ${to.slice(4, 9)}-${to.slice(9)}`),
  },
  { name: 'sender without 55', manner: sender((from) => from.slice(2)) },
  { name: 'sender with signs', manner: sender((from) => `+${from.slice(0, 2)} ${from.slice(2)}`) },
  { name: 'no sender', manner: sender(() => '') },
  { name: 'no dates but the dispatch', manner: without('sentDate', 'receivedDate', 'readDate') },
  {
    name: 'no dispatch date',
    manner: without('dispatchDate'),
    mayRest: ['no-control', 'report-lag', 'look-alike'],
  },
  {
    name: 'fields that nobody knows',
    manner: writes((item) => ({ id: item.dispatchDate, status: 'SENT', ...item, contact: { tags: [] } })),
  },
  { name: 'rows mixed, over pages of 40', manner: () => ({ order: mixed, rowsOfPage: 40 }) },
  {
    name: 'rows mixed anew for each page',
    manner: () => ({ order: mixedAnew, rowsOfPage: 40 }),
    mayRest: ['no-control', 'report-lag'],
  },
  { name: 'newest first', manner: () => ({ order: (items) => items.toReversed(), rowsOfPage: 40 }) },
  {
    name: 'empty for a minute',
    manner: ({ minuteMs }) => emptyFor(minuteMs),
  },
  { name: 'a minute late', manner: ({ minuteMs }) => ({ shownAfterMs: minuteMs }) },
  {
    name: 'all dispatched a minute late',
    manner: ({ minuteMs }) => ({ dispatchedAfterMs: minuteMs }),
    mayRest: ['no-control', 'report-lag', 'look-alike'],
  },
  {
    name: 'a page of HTML for ever',
    manner: () => ({ report: () => maintenancePage }),
    mayRest: ['no-control', 'report-lag', 'upstream-outage'],
  },
  { name: 'others in between', manner: () => ({ besides: others }) },
  { name: 'operators write to the same people', manner: () => ({ besides: byOperator }) },
  {
    name: 'the same, and another namespace',
    manner: ({ minuteMs }) => ({ ...namespace(), besides: byOperator, shownAfterMs: minuteMs / 4 }),
  },
  {
    name: 'a program writes to the same people',
    manner: () => ({ besides: byAnotherProgram }),
    mayRest: ['look-alike'],
  },
  {
    name: 'the same, and another namespace, no label',
    manner: () => ({
      writes: (item) => ({ ...item, namespace: TEMPLATE_ID, externalLabel: '' }),
      besides: byAnotherProgram,
    }),
    mayRest: ['look-alike', 'no-control'],
  },
  {
    name: 'every other namespace',
    manner: () => ({
      writes: (item) => (byHalves(Number(item.recipient)) ? item : { ...item, namespace: TEMPLATE_ID }),
    }),
    mayRestUnlabelled: ['no-control', 'look-alike'],
  },
  {
    name: 'another namespace from now on',
    manner: ({ minuteMs }) => {
      const from = Date.now() + minuteMs / 4
      return { writes: (item) => (Date.now() < from ? item : { ...item, namespace: TEMPLATE_ID }) }
    },
  },
  { name: 'everybody gets two', isDouble: true, manner: () => ({}) },
  {
    name: 'everybody gets two, by other names',
    isDouble: true,
    manner: namespace,
    mayRestUnlabelled: ['no-control', 'look-alike'],
  },
  { name: 'its clock is two minutes ahead', manner: () => ({ clockMs: 120_000 }) },
  { name: 'its clock is two minutes behind', manner: () => ({ clockMs: -120_000 }) },
  { name: 'answers without a date', manner: () => ({ isDateless: true }) },
  {
    name: 'nearly all at once',
    manner: () => ({
      ...{ order: mixed, rowsOfPage: 40, besides: others },
      writes: (item) => ({
        ...item,
        sender: item.sender.slice(2),
        recipient: item.recipient.slice(2, 4) + item.recipient.slice(5),
        namespace: TEMPLATE_ID,
        elementName: item.elementName.toUpperCase(),
        externalLabel: item.externalLabel.slice(0, 8),
        extra: true,
      }),
    }),
  },
]
