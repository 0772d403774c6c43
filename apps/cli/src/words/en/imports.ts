import { common, count } from './common.js'

/** `disparo import`: what became of the rows, and what would. */
export const imports = {
  enqueued: (id: string, enqueued: number, rows: number, lane: string) =>
    `Batch ${id}: ${enqueued} of ${common.rows(rows)} enqueued in the ${lane} lane`,
  checked: (enqueued: number, rows: number, where: string, lane: string) =>
    `Checked; nothing is enqueued. ${enqueued} of ${common.rows(rows)}${where} would go in the ${lane} lane`,
  ofBatch: (id: string) => ` of batch ${id}`,
  counted: {
    unchanged: 'unchanged',
    repeated: 'repeated',
    duplicates: 'known already',
    rejected: 'bad',
    samePerson: 'for a person who has another one',
  },
  samePerson: (number: number, isLeftOut: boolean) =>
    `Rows for a person who has another one: ${number}${isLeftOut ? ', left out' : ''}.`,
  suppressed: (number: number) =>
    `Suppressed: ${number} of them would not be sent now, for their persons are not to be messaged.`,
  withdrawn: (number: number, isChecked: boolean) =>
    `${isChecked ? 'Would be cancelled' : 'Cancelled'}, for the file has them no more: ${number}.`,
  earlier: (id: string) => `Within a day a file of this name was imported as batch ${id}.`,
  suspicion: (rows: number, places: string, isFirst: boolean, what: string) =>
    `Look again at ${common.rows(rows)} (${isFirst ? 'the first ' : ''}${places}): ${what}.`,
  suspicions: {
    'unknown-template': 'their template is none of the account',
    'unapproved-template': 'their template is not approved',
    'template-mismatch': 'they do not fit their template',
    variables: 'they fill other variables than most rows of their template',
    blank: 'a variable shows nothing',
    'spreadsheet-error': 'a variable is an error of the spreadsheet, such as #N/D',
    'missing-value': 'a variable says that a value is missing, such as undefined',
    placeholder: 'a placeholder such as {{1}} or {nome} was not replaced',
    past: 'sendAt is over, so they go at once',
  },
  readAs: (encoding: string) =>
    `The file was read as ${encoding}, which its bytes show; --encoding says otherwise.`,
  allKnown: "Nothing new was enqueued: the rows' own keys are those of messages that were enqueued before.",
  nothingNew: 'Nothing new was enqueued: the batch has these rows already.',
  cancelled: 'It was cancelled.',
  follow: (id: string) => `Follow it with: disparo batch ${id}`,
  isCancelled: 'The batch is cancelled: nothing of it is sent.',
  isStopped: (state: string, id: string) =>
    `The batch is ${state}: nothing of it is sent until somebody resumes it, with: disparo batch resume ${id}`,
  quiet: (messages: number, until: string) =>
    `Quiet hours: ${common.messages(messages)} would wait, the first of them until ${until}.`,
  recent: (number: number, of: number, places: string) =>
    `Got the same template within a day, or have it waiting: ${number} of ${common.rows(of)} (${places}).`,
  cost: (amount: string, date: string, unpriced: number) =>
    `If all are delivered that are not suppressed: ${amount}, by the prices of ${date}${unpriced > 0 ? `; ${common.messages(unpriced)} without a price besides` : ''}.`,
  template: (name: string, messages: number, how: string) =>
    `Template ${name}: ${common.messages(messages)}${how}.`,
  variables: (number: number, others: readonly (readonly [number, number])[]) =>
    ` with ${count(number, 'variable')}${others.length > 0 ? ` (${others.map(([rows, each]) => `${rows} with ${each}`).join(', ')})` : ''}`,
  overQuota: (max: number, quota: string) =>
    `The account takes no more than ${max} messages (quota.${quota}) now: not all would go.`,
  sentBy: (at: string) => `They would be sent by ${at}.`,
  preview: (to: string, place: string, name: string, sendAt: string | undefined) =>
    `To ${to} (${place}, ${name}${sendAt ? `, not before ${sendAt}` : ''}):`,
  places: (isLine: boolean, places: readonly number[], more: number) =>
    `${isLine ? 'line' : 'row'}${places.length === 1 ? '' : 's'} ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  importIt: (command: string) => `Import exactly this file with: ${command}`,
  correctThem: (command: string) => `Correct them and import them, or all of it, with: ${command}`,
  theyAreIn: (path: string, command: string) => `They are in ${path}. Correct them there, then: ${command}`,
  notWritten: (path: string, code: string) => `They cannot be written to ${path} (${code}).`,
  correctThat: (command: string) => `Correct that one:   ${command}`,
  isAnother: (command: string) => `This is another:    ${command}`,
  correctFile: (command: string) => `Correct the file, then: ${command}`,
  repeatIt: (command: string) => `Repeat it with: ${command}`,
  checking: 'Checking',
  importing: 'Importing',
  testing: 'Testing',
  tested: (row: number, line: number | undefined, id: string, suppressed: string | undefined) =>
    `Row ${row}${line === undefined ? '' : ` (line ${line})`} goes to you as message ${id}${suppressed ? `, or does not, for you are suppressed (${suppressed})` : ''}.`,
  areTests: 'These are tests: no batch has them, and the campaign is still to be imported.',
  wrong: {
    intoAndKey: '--into names the batch already: leave out --key.',
    rowsWithoutTest: '--rows and --row say what --test-to sends: give that, too.',
    dryRunAndWait: '--dry-run enqueues nothing: leave out --wait.',
    testAndWait: '--test-to sends a few rows to you alone: leave out --dry-run and --wait.',
    rowAndRows: '--row says which rows: leave out --rows.',
    encodingOfOther: '--encoding is for CSV: the others say it themselves.',
    encoding: (label: string) =>
      `--encoding ${label} is not read here: utf-8, utf-16, utf-16le, utf-16be or windows-1252.`,
    brokenLine: (line: number, problem: string) =>
      `Line ${line} of the file, as a text editor counts, cannot be read: ${problem}. Nothing was sent. Where all of it is one encoding, name it: --encoding windows-1252`,
    format: (file: string) =>
      `The format of ${file} is not known: name it with --format csv, xlsx, ndjson or json.`,
  },
}
