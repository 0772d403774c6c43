import { expect, it } from 'vitest'
import { parseOptions } from './options.js'
import { STEPS } from './steps.js'

const names = (args: readonly string[]) => parseOptions(args, 7).trials.map(({ name }) => name)

it('runs the whole matrix and no trial unless told otherwise', () => {
  const options = parseOptions([], 7)
  expect(options).toMatchObject({ runs: 3, seed: 7, trials: [], messages: undefined, seconds: undefined })
  expect(options.steps).toEqual(STEPS.map(({ name }) => name))
})

it('runs only what it is told to', () => {
  const options = parseOptions(['--only', 'outage', '--only', 'full-disk', '--messages', '500'], 7)
  expect(options).toMatchObject({ steps: [], messages: 500 })
  expect(names(['--only', 'full-disk', '--only', 'outage'])).toEqual(['outage', 'full-disk'])
  expect(names(['--only', 'matrix'])).toEqual([])
})

it('runs the cases that are named, of trials that are tables', () => {
  const options = parseOptions(['--only', 'poison', '--case', '404', '--case', 'expired'], 7)
  expect(options.cases).toEqual(['404', 'expired'])
})

it.each([
  [['--only', 'lunch']],
  [['--only', 'poison', '--case', 'lunch']],
  [['--step', 'lunch']],
  [['--messages', '99']],
  [['--seconds', '0']],
  [['--runs', '1.5']],
])('refuses %j', (args) => {
  expect(() => parseOptions(args, 7)).toThrow(TypeError)
})
