import type { BatchCheck } from '@disparo/api'
import { describePlaces } from './describe-places.js'
import { describeRows, describeStop } from './describe-receipt.js'
import type { ImportOptions } from './import-options.js'
import type { Speech, Words } from './words/index.js'

/** What an import would do, in words. */
export function describeCheck(
  check: BatchCheck,
  options: Pick<ImportOptions, 'unique'>,
  speech: Speech,
): string[] {
  const { words, time } = speech
  const { imports, common } = words
  const { id, lane, rows, enqueued, overQuota, estimatedDoneAt } = check
  const where = id === undefined ? '' : imports.ofBatch(id)
  const start = imports.checked(enqueued, rows, where, common.lanes[lane])
  return [
    ...describeRows(start, { ...check, isChecked: true }, options, words),
    ...describeNamed(check, words),
    ...check.templates.map((template) => describeTemplate(template, words)),
    ...describeRecent(check, words),
    ...(check.quiet ? [imports.quiet(check.quiet.messages, time(check.quiet.until))] : []),
    ...describeCost(check.cost, words),
    ...(overQuota ? [imports.overQuota(overQuota.max, overQuota.quota)] : []),
    ...describeStop(check, words),
    ...(estimatedDoneAt && enqueued > 0 ? [imports.sentBy(time(estimatedDoneAt))] : []),
    ...check.preview.flatMap((shown) => describePreview(shown, speech)),
  ]
}

const counted = ['repeated', 'duplicates', 'samePerson'] as const

/** Which rows those are that are counted. */
function describeNamed({ named, ...counts }: BatchCheck, words: Words): string[] {
  const { imports } = words
  const told = counted.flatMap((kind) => {
    const count = counts[kind]
    return count > 0 ? [`  ${imports.counted[kind]}: ${describePlaces(named[kind], count, words)}`] : []
  })
  const reasons = [...new Set(named.suppressed.map(({ reason }) => reason))]
  const suppressed = reasons.map((reason) => {
    const rows = named.suppressed.filter((row) => row.reason === reason)
    return `  ${reason}: ${describePlaces(rows, rows.length, words)}`
  })
  return [...told, ...suppressed]
}

function describeRecent({ recent, named }: Pick<BatchCheck, 'recent' | 'named'>, words: Words): string[] {
  if (!recent || recent.count === 0) return []
  const { count, of } = recent
  return [words.imports.recent(count, of, describePlaces(named.recent ?? [], count, words))]
}

function describeCost(cost: BatchCheck['cost'], { imports }: Words): string[] {
  if (!cost) return []
  const { currency, amount, date, unpriced } = cost
  return [imports.cost(`${currency} ${amount}`, date, unpriced)]
}

function describeTemplate(
  { namespace, elementName, count, variables }: BatchCheck['templates'][number],
  { imports }: Words,
): string {
  const [most, ...others] = variables
  const rest = others.map((each) => [each.count, each.variables] as const)
  const how = most ? imports.variables(most.variables, rest) : ''
  return imports.template(`${namespace}/${elementName}`, count, how)
}

/** A message as a phone shows it, as far as its template is known. */
function describePreview(
  shown: BatchCheck['preview'][number],
  { words: { imports, service }, time }: Speech,
): string[] {
  const { row, line, to, elementName, sendAt, header, body, footer, buttons, variables } = shown
  const place = line === undefined ? service.row(row) : service.line(line)
  const text =
    body === undefined ? variables.map((value, index) => `{{${index + 1}}} ${value}`) : body.split('\n')
  return [
    imports.preview(to, place, elementName, sendAt && time(sendAt)),
    ...[
      ...(header ? [header.text ?? `[${header.type}${header.link ? ` ${header.link}` : ''}]`] : []),
      ...text,
      ...(footer ? [footer] : []),
      ...buttons.map(
        ({ type, text, url, code }) => `[${[text ?? type, url ?? code].filter(Boolean).join(': ')}]`,
      ),
    ].map((each) => `  | ${each}`),
  ]
}
