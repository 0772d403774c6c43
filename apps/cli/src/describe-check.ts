import type { BatchCheck } from '@disparo/api'
import { describePlaces } from './describe-places.js'
import { describeRows, describeStop } from './describe-receipt.js'
import type { ImportOptions } from './import-options.js'
import { pluralize } from './pluralize.js'

/** What an import would do, in words. */
export function describeCheck(check: BatchCheck, options: Pick<ImportOptions, 'unique'>): string[] {
  const { id, lane, rows, enqueued, overQuota, estimatedDoneAt } = check
  const where = id === undefined ? '' : ` of batch ${id}`
  const start = `Checked; nothing is enqueued. ${enqueued} of ${pluralize(rows, 'row')}${where} would go in the ${lane} lane`
  return [
    ...describeRows(start, { ...check, isChecked: true }, options),
    ...describeNamed(check),
    ...check.templates.map(describeTemplate),
    ...describeRecent(check),
    ...describeQuiet(check.quiet),
    ...describeCost(check.cost),
    ...(overQuota
      ? [
          `The account takes no more than ${overQuota.max} messages (quota.${overQuota.quota}) now: not all would go.`,
        ]
      : []),
    ...describeStop(check),
    ...(estimatedDoneAt && enqueued > 0 ? [`They would be sent by ${estimatedDoneAt}.`] : []),
    ...check.preview.flatMap(describePreview),
  ]
}

const countedAs = {
  repeated: 'repeated',
  duplicates: 'known already',
  samePerson: 'for a person who has another one',
} as const

/** Which rows those are that are counted. */
function describeNamed({ named, ...counts }: BatchCheck): string[] {
  const told = Object.entries(countedAs).flatMap(([kind, what]) => {
    const count = counts[kind as keyof typeof countedAs]
    return count > 0 ? [`  ${what}: ${describePlaces(named[kind as keyof typeof countedAs], count)}`] : []
  })
  const reasons = [...new Set(named.suppressed.map(({ reason }) => reason))]
  const suppressed = reasons.map((reason) => {
    const rows = named.suppressed.filter((row) => row.reason === reason)
    return `  ${reason}: ${describePlaces(rows, rows.length)}`
  })
  return [...told, ...suppressed]
}

function describeQuiet(quiet: BatchCheck['quiet']): string[] {
  if (!quiet) return []
  return [
    `Quiet hours: ${pluralize(quiet.messages, 'message')} would wait, the first of them until ${quiet.until}.`,
  ]
}

function describeRecent({ recent, named }: Pick<BatchCheck, 'recent' | 'named'>): string[] {
  if (!recent || recent.count === 0) return []
  const { count, of } = recent
  const first = describePlaces(named.recent ?? [], count)
  return [
    `Got the same template within a day, or have it waiting: ${count} of ${pluralize(of, 'row')} (${first}).`,
  ]
}

function describeCost(cost: BatchCheck['cost']): string[] {
  if (!cost) return []
  const { currency, amount, date, unpriced } = cost
  const without = unpriced > 0 ? `; ${pluralize(unpriced, 'message')} without a price besides` : ''
  return [
    `If all are delivered that are not suppressed: ${currency} ${amount}, by the prices of ${date}${without}.`,
  ]
}

function describeTemplate({
  namespace,
  elementName,
  count,
  variables,
}: BatchCheck['templates'][number]): string {
  const [most, ...others] = variables
  const rest = others.map((each) => `${each.count} with ${each.variables}`)
  const how = most
    ? ` with ${pluralize(most.variables, 'variable')}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`
    : ''
  return `Template ${namespace}/${elementName}: ${pluralize(count, 'message')}${how}.`
}

/** A message as a phone shows it, as far as its template is known. */
function describePreview(shown: BatchCheck['preview'][number]): string[] {
  const { row, line, to, elementName, sendAt, header, body, footer, buttons, variables } = shown
  const place = line === undefined ? `row ${row}` : `line ${line}`
  const text =
    body === undefined ? variables.map((value, index) => `{{${index + 1}}} ${value}`) : body.split('\n')
  return [
    `To ${to} (${place}, ${elementName}${sendAt ? `, not before ${sendAt}` : ''}):`,
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
