import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from './repository.js'

interface SetupStamp {
  setupStamp(
    files: readonly { path: string; content: string }[],
    machine: { platform: string; arch: string; nodeMajor: number },
  ): string
  isNewEnough(version: string, minimum: string): boolean
}
// The scripts run before anything is built, so they are plain JavaScript without types.
const { setupStamp, isNewEnough } = (await import(`${repositoryRoot}/scripts/setup-stamp.mjs`)) as SetupStamp

const machine = { platform: 'linux', arch: 'x64', nodeMajor: 20 }
const files = fc.uniqueArray(fc.record({ path: fc.string({ minLength: 1 }), content: fc.string() }), {
  selector: (file) => file.path,
  minLength: 1,
})

describe('setupStamp', () => {
  it('does not depend on the order in which files are found', () => {
    fc.assert(
      fc.property(files, (some) => {
        expect(setupStamp(some.toReversed(), machine)).toBe(setupStamp(some, machine))
      }),
    )
  })

  it('changes with any file, added, moved or edited', () => {
    fc.assert(
      fc.property(files, fc.nat(), (some, which) => {
        const index = which % some.length
        const before = setupStamp(some, machine)
        const edited = some.with(index, { ...(some[index] as (typeof some)[0]), content: '\u0000other' })
        const moved = some.with(index, { ...(some[index] as (typeof some)[0]), path: '\u0000other' })
        const added = [...some, { path: '\u0000other', content: '' }]
        for (const other of [edited, moved, added]) expect(setupStamp(other, machine)).not.toBe(before)
      }),
    )
  })

  it.each([{ platform: 'darwin' }, { arch: 'arm64' }, { nodeMajor: 22 }])(
    'changes with the machine: %o',
    (other) => {
      expect(setupStamp([], { ...machine, ...other })).not.toBe(setupStamp([], machine))
    },
  )
})

describe('isNewEnough', () => {
  it.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
    ['20.18.3', false],
    ['18.99.0', false],
    ['9.0.0', false],
  ])('says of Node.js %s against >=20.19: %s', (version, expected) => {
    expect(isNewEnough(version, '>=20.19')).toBe(expected)
  })
})
