// Prints docs/errors.md, and with `pt-BR` docs/pt-BR/erros.md, made of the codes that packages/api has:
// node scripts/print-errors.mjs > docs/errors.md
import process from 'node:process'
import { failureCodes } from '../packages/api/dist/failures/index.js'
import { fieldProblemCodes } from '../packages/api/dist/problems/index.js'
import * as inPortuguese from '../packages/api/dist/words/pt-BR/index.js'
import { english, portuguese } from './errors-prose.mjs'
import { markdownTable } from './markdown-table.mjs'

const isPortuguese = process.argv[2] === 'pt-BR'
const words = isPortuguese ? portuguese : english
const isMeta = (code) => /^\d/.test(code)
const codes = Object.keys(failureCodes)

console.log(`${words.top}
${failures(codes.filter((code) => !isMeta(code)))}

${words.meta}
${failures(codes.filter(isMeta))}

${words.fields}
${fields()}`)

function failures(listed) {
  const rows = listed.map((code) => {
    const { reason, advice, retry } = failureCodes[code]
    const told = isPortuguese ? inPortuguese.failures[code] : [reason, advice]
    return [`\`${code}\``, ...told, words.retry[retry]]
  })
  return markdownTable(words.failureColumns, rows)
}

function fields() {
  const rows = Object.entries(fieldProblemCodes).map(([code, { reason, advice, numbers }]) => [
    `\`${code}\``,
    ...(isPortuguese ? inPortuguese.fieldMeanings[code] : [reason, advice]),
    numbers.join(', '),
  ])
  return markdownTable(words.fieldColumns, rows)
}
