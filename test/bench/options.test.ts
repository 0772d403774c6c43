import { describe, expect, it } from 'vitest'
import { parseOptions } from './options.js'

describe('parseOptions', () => {
  it('measures all but what takes minutes', () => {
    expect(parseOptions([])).toEqual({
      measurements: ['enqueue', 'http', 'dispatch', 'memory', 'reconcile'],
      windows: 'sliding',
      sealed: false,
      quick: false,
      json: false,
      help: false,
    })
  })

  it('adds the import to whatever is measured, once', () => {
    expect(parseOptions(['--import']).measurements).toContain('import')
    expect(parseOptions(['--only', 'memory', '--import']).measurements).toEqual(['memory', 'import'])
    expect(parseOptions(['--only', 'import', '--import']).measurements).toEqual(['import'])
  })

  it.each([[['--only', 'speed']], [['--fast']], [['memory']], [['--windows', 'round']]])(
    'refuses %j',
    (args) => {
      expect(() => parseOptions(args)).toThrow(TypeError)
    },
  )
})
