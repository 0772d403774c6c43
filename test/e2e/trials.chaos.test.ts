import { expect, it } from 'vitest'
import { countsOf } from '../chaos/result.js'
import { trialOf } from '../chaos/trials/cases.js'
import { type Figure, isMet } from '../chaos/trials/figure.js'
import { movedNumberCases } from '../chaos/trials/moved-number.js'
import { poisonCases } from '../chaos/trials/poison.js'
import { renditionCases } from '../chaos/trials/rendition.js'

/** Of the trials' tables, some that differ most from each other; `npm run chaos` has all of them. */
const names = [
  'label cut to 16, uniqueLabel',
  'recipient without 55',
  'empty for a minute, uniqueLabel',
  'nearly all at once',
  'changes in the middle',
  'by another goes only what is reset, once one is known, uniqueLabel',
  '404 for a message, urgent',
  '500 for a template, bulk',
  '404 for all',
  'a page of HTML for every third',
]
const all = [...renditionCases, ...movedNumberCases, ...poisonCases]

it('loses nothing and sends nothing twice, whatever the seed leaves open', async () => {
  const lines: string[] = []
  const trial = trialOf({
    ...{ name: 'scaled', says: '', usual: { messages: 100, seconds: 5 } },
    cases: all.filter(({ name }) => names.includes(name)),
    atATime: names.length,
  })
  const { beliefs, arrivals, figures } = await trial.run({ ...trial.usual, say: (line) => lines.push(line) })
  // How much slower poison makes the good ones is for `npm run chaos` on an idle machine to say.
  const missed = figures.filter((figure: Figure) => figure.unit !== '×' && isMet(figure) === false)
  expect(missed, lines.join('\n')).toEqual([])
  expect(countsOf({ beliefs }, arrivals)).toMatchObject({ lost: 0, duplicates: 0, unresolved: 0 })
  expect(trial.cases).toHaveLength(names.length)
  expect(beliefs.length).toBeGreaterThanOrEqual(names.length * trial.usual.messages)
})
