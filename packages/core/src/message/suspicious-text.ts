import type { Message } from './message.js'

/** What makes a text look like a mistake although it may be sent. */
export type SuspiciousText = 'blank' | 'spreadsheet-error' | 'missing-value' | 'placeholder'

/** Excel's and LibreOffice's, in English and Portuguese. */
const spreadsheetError =
  /#(?:N\/[AD]\b|REF!|VALOR!|VALUE!|DIV\/0!|NOME\?|NAME\?|N[UÚ]M!|NULO!|NULL!|DESPEJAR!|SPILL!|CALC!)|^\s*Err:\d{3}\s*$/i

/** How programs write a value that is not there. Whole texts only, as written: `Null` is a family's name. */
const missingValue =
  /^\s*(?:undefined|null|NULL|\(null\)|None|nil|NaN|nan|Invalid Date)\s*$|\[object Object\]/

/** A name to be replaced that was not: `{{1}}`, `{nome}`, `${nome}`, `%nome%`. */
const placeholder =
  /\{\{[^{}]{0,64}\}\}|\{\s?[\p{L}_][\p{L}\p{N}_.-]{0,40}\s?\}|%[\p{L}_][\p{L}\p{N}_]{0,40}%/u

/** Nothing that anybody sees: blanks, zero-width characters, fillers. */
const visible = /[^\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u

/** What is doubtful in a message's texts, each kind once. */
export function findSuspiciousTexts(message: Message): ReadonlySet<SuspiciousText> {
  const found = new Set<SuspiciousText>()
  for (const text of textsOf(message)) {
    if (!visible.test(text)) found.add('blank')
    if (text.includes('#') || text.includes(':'))
      if (spreadsheetError.test(text)) found.add('spreadsheet-error')
    if (missingValue.test(text)) found.add('missing-value')
    if (text.includes('{') || text.includes('%')) if (placeholder.test(text)) found.add('placeholder')
  }
  return found
}

/** How many variables a message fills, by place: rows of one template that differ in it are not all right. */
export function variablesOf({ components = [] }: Message): string {
  return components.map(({ type, parameters }) => `${type} ${parameters.length}`).join(', ')
}

function textsOf({ components = [] }: Message): string[] {
  return components.flatMap(({ parameters }) =>
    parameters.flatMap((parameter) => {
      if ('text' in parameter) return [parameter.text]
      return 'coupon_code' in parameter ? [parameter.coupon_code] : []
    }),
  )
}
