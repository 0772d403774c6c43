import { counted } from '../format.js'
import type * as ptBR from '../pt-BR/wizard-check.js'

export const check: typeof ptBR.check = {
  title: 'Check before you send',
  checking: (percent) => `Checking… ${percent}`,
  again: 'Check again',
  pills: {
    valid: 'Valid',
    error: 'With errors',
    suspect: 'Suspicious',
    repeated: 'Repeated',
    recent: 'Recent',
    suppressed: 'Suppressed',
    samePerson: 'Same person',
    same: 'In the campaign',
  },
  hints: {
    valid: 'They will be sent.',
    error:
      'They will not be sent. Correct the spreadsheet and choose the file again, or go on with the valid ones.',
    suspect: 'They will be sent, but look like a mistake. Look again.',
    repeated: 'Alike to another row in person and text: they go once.',
    recent: 'They got this template within 24 hours, or have it waiting. They will be sent.',
    suppressed:
      'Their people are suppressed: today they would not get it, and nothing is paid for them. It is asked again when each one goes.',
    samePerson: 'The person has another row, with another text.',
    same: 'The campaign has them: they do not go again.',
  },
  first: (shown, all) => `The first ${shown} of ${all}.`,
  recentOf: (of) => `The first ${of} rows were looked at.`,
  samePerson: (count) => `Rows for people who have another one, with a different text: ${count}.`,
  unique: 'Send only the first row of each person',
  noneValid: 'No row can be sent. Correct the spreadsheet and choose the file again.',
  otherFile: 'Choose another file',
  quota: (max) =>
    `The account takes ${counted(max, 'waiting message', 'waiting messages')}: not all fit now.`,
  row: (line) => `Line ${line}`,
  rowsOf: (first, last, all) => `Rows ${first} to ${last} of ${all}`,
  noRows: 'No row to show.',
  showPreview: 'See as on the phone',
  noTemplate: 'The text of this template is not known here. The message fills it with:',
}
