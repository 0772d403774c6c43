import type { FieldProblemCode } from './field-code.js'

/** What a code says of a field or a row, and what to do; `numbers` come with it. */
export interface FieldProblemMeaning {
  readonly reason: string
  readonly advice: string
  readonly numbers: readonly ('limit' | 'given' | 'wanted')[]
}

type Row = readonly [reason: string, advice: string, ...numbers: FieldProblemMeaning['numbers']]

const asText = 'Format the column as text, and enter the number anew.'
const ofAccount = "See `disparo templates`, or ask for the template's approval."
const likeTemplate = "Compare the row with the template's text."

const meanings: Readonly<Record<FieldProblemCode, Row>> = {
  missing: ['It is not there, or empty.', 'Fill it.'],
  'wrong-type': ['It is of another type: a number in place of a text, say.', 'Write it as the message says.'],
  'wrong-value': ['It is none of the values that are allowed.', 'Write one of them.'],
  'out-of-range': ['The number is too small or too large.', 'Keep to the limit.', 'limit'],
  'too-few': ['The list has too few entries.', 'Add some.', 'limit'],
  'too-many': ['The list has too many entries.', 'Take some out.', 'limit'],
  'too-long': ['It has too many characters (of `metadata`: bytes).', 'Shorten it.', 'limit'],
  'unknown-field': ['Nothing of this name is known here.', 'Correct the name, or leave it out.'],
  'one-of-these': [
    'Exactly one of several must be filled, or something that belongs to it is not.',
    'Fill one.',
  ],
  'second-of-kind': ['It is there a second time, and may be there once.', 'Leave one of them out.'],
  'line-break': ['It has a line break, which WhatsApp refuses.', 'Put line breaks into the template.'],
  tab: ['It has a tab, which WhatsApp refuses.', 'Write a blank in its place.'],
  spaces: ['It has too many spaces in a row, which WhatsApp refuses.', 'Leave some out.', 'limit'],
  'control-character': ['It has a character that nobody sees.', 'Write the text anew.'],
  'lost-character': [
    'A character was lost when the file was converted (U+FFFD).',
    'Write it anew, and save as UTF-8.',
  ],
  'not-a-link': ['It is no link.', 'Begin it with https:// or http://.'],
  'not-a-date': ['It is no date with time and zone.', 'Write it like 2026-03-01T09:00:00-03:00.'],
  'variables-too-long': ['The variables are longer than a body may be.', 'Shorten them.', 'limit'],
  'variable-gap': ['A variable is empty, and a later one is filled.', 'Fill it.'],
  'not-a-phone': ['It is no phone number.', 'Write it like +55 11 98765-4321.'],
  'phone-scientific': ['The spreadsheet has made 5.51E+12 of the number, and lost digits.', asText],
  'phone-link': ['It is a link, not a number.', 'Write the number alone.'],
  'phone-several': ['There are several numbers.', 'Write one person a row.'],
  'phone-decimals': ['The spreadsheet has made a number with decimals of it.', asText],
  'phone-service': ['It is a service number, such as 0800.', 'Write a number with an area code.'],
  'phone-area-code': ['It has no area code (DDD), or none that exists.', 'Write area code and number.'],
  'phone-country-code': ['It has no country code that exists.', 'Write it like +55 11 98765-4321.'],
  'phone-length': ['It has too many or too few digits for its country.', 'Correct the number.'],
  'phone-country': [
    "It is no number of the account's country.",
    'Begin another one with + and its country code.',
  ],
  'in-the-past': ['Its time to expire is over.', 'Correct it, or leave it out.'],
  'long-past': ['Its time was more than a day ago.', 'Correct it, or leave it out to send at once.'],
  'far-ahead': ['Its time is more than a year ahead.', 'Correct it, or import it later.'],
  'ends-before-start': ['It expires before it may be sent.', 'Let it expire later.'],
  'key-taken': ['The key belongs to another message.', 'Give each message a key of its own.'],
  'key-unreadable': [
    'The key belongs to a message that is sealed with a key that is not here.',
    'Put that into DISPARO_DATA_KEY.',
  ],
  cells: [
    'The row has more or fewer cells than the header.',
    'Quote cells that have the delimiter in them.',
    'given',
    'wanted',
  ],
  'row-too-long': ['The row is too large.', 'Shorten it.', 'limit'],
  'not-utf-8': ['The line is not UTF-8.', 'Save the file as UTF-8.'],
  'not-json': ['The line is no JSON.', 'Write one message a line.'],
  'content-gone': [
    'The export does not have what the message said.',
    'Fill in its columns and write `known`, or leave it out.',
  ],
  'content-no-columns': [
    'What the message said has no columns.',
    'Fill in its columns and write `known`, or leave it out.',
  ],
  'xml-phone': ['The XML integration knows numbers of Brazil alone.', 'Send it by REST.'],
  'xml-part': ['The XML integration carries the body alone: no header, code or button.', 'Send it by REST.'],
  'xml-text': ['XML cannot carry the text, or takes it for empty.', 'Write another text.'],
  'unknown-template': ['The account has no such template.', ofAccount],
  'unapproved-template': ['Meta has not approved the template, or has stopped it.', ofAccount],
  'template-variables': ['The template has another number of variables.', likeTemplate, 'given', 'wanted'],
  'template-header': ["The header is not the template's, or is missing.", likeTemplate],
  'template-button': ["A button is not the template's, or is missing.", likeTemplate],
  'template-code': [
    'The template is none for one-time codes, or needs one.',
    'Give the code as `otp`, to a template for codes.',
  ],
  'template-carousel': [
    'The template is a carousel that is filled: no message here can do that.',
    'Use another one.',
  ],
  'in-the-future': ['It is still to come.', 'Correct it, or leave it out for now.'],
  'time-out-of-range': ['It is before 1970, or after 2105.', 'Correct it, or leave it out for no end.'],
  'not-a-day': ['It is no day.', 'Write it like 2026-11-30.'],
  'list-unnamed': [
    'It is of a list of the law, or has the date of a list, and no list is named.',
    'Name the list, such as nao-me-ligue.',
  ],
  'other-scope': ['It is of another scope than all of its import.', 'Leave it out, or import it on its own.'],
  'too-many-kinds': [
    'With its reason, rule and list it is one of too many kinds in one import.',
    'Split the input.',
    'limit',
  ],
  'older-list': ['A later import of this list is there already.', 'Correct the date of the list.'],
  'smaller-list': [
    'It would lift more than half of those who are on the list.',
    'Look whether the file is whole; if that is right, say so (`shrink`).',
  ],
}

/** Every code of a field or a row, with what it means; docs/errors.md prints it. */
export const fieldProblemCodes: Readonly<Record<string, FieldProblemMeaning>> = Object.fromEntries(
  Object.entries(meanings).map(([code, [reason, advice, ...numbers]]) => [code, { reason, advice, numbers }]),
)
