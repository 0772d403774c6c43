// Prints docs/errors.md, made of the codes that packages/api has: node scripts/print-errors.mjs > docs/errors.md
import { failureCodes } from '../packages/api/dist/failures/index.js'
import { fieldProblemCodes } from '../packages/api/dist/problems/index.js'

const isMeta = ([code]) => /^\d/.test(code)
const all = Object.entries(failureCodes)

console.log(`# Reasons

Why a message is rejected, failed, suppressed or unknown: its \`reason\`, in status, exports and callbacks; of a whole batch by
\`GET …/batches/:id/reasons\` and \`disparo batch ID\`. A code says nothing of anybody; upstream's words stand in the message's
\`detail\`. This page is printed by \`scripts/print-errors.mjs\`.

**Retry** is whether sending the same message again can help: now, later, or never. What is \`unknown\` is not retried:
it [may have been sent](state-machine.md#absence).

## Disparo's codes

They are of Hi Platform's answers, of the way there, and of our own. Other statuses are \`http-\` and the number; other ids of the XML
integration, \`xml-\` and the number. Different refusals of one status or id are told apart by upstream's words: \`http-400-3f9a2c\` ends in a hash of
them without what is the message's own (parameters, quotes, digits), and \`…/reasons\` has these words as \`detail\`, once. As a filter \`http-400\`
means all of them.
`)
printFailures(all.filter((each) => !isMeta(each)))
console.log(`
## Meta's codes

Taken from the words of a refusal or of Hi Broker's webhook, where they have one.
`)
printFailures(all.filter(isMeta))
console.log(`
## Rows and fields

What is wrong with what came in, before anything is enqueued: \`code\` in \`errors\` of a problem, in \`problems\` of a receipt or a check, and of rejected
rows, beside the sentence for people (\`message\`), where it is one of these. \`limit\`, \`given\` and \`wanted\` are the numbers in that sentence; \`column\` is
that of a table. Nothing of the input is in them.
`)
printTable(
  ['code', 'what is wrong', 'what to do', 'numbers'],
  Object.entries(fieldProblemCodes).map(([code, { reason, advice, numbers }]) => [
    `\`${code}\``,
    reason,
    advice,
    numbers.join(', '),
  ]),
)

function printFailures(codes) {
  printTable(
    ['code', 'what happened', 'what to do', 'retry'],
    codes.map(([code, { reason, advice, retry }]) => [`\`${code}\``, reason, advice, retry]),
  )
}

function printTable(header, rows) {
  const lines = [header, ...rows]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const print = (cells, fill) =>
    console.log(`| ${cells.map((cell, column) => cell.padEnd(widths[column], fill)).join(' | ')} |`)
  print(lines[0], ' ')
  print(['', '', '', ''], '-')
  for (const row of rows) print(row, ' ')
}
