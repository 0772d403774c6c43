import { describe, expect, it } from 'vitest'
import { plainLabel, withUniqueLabel } from './index.js'

const message = { to: '551199999999', namespace: 'ns', elementName: 'el' }

describe('a unique label', () => {
  it.each([undefined, 'black_friday', 'a~b', '~'])('keeps what the sender gave: %s', (externalLabel) => {
    const labelled = withUniqueLabel({ ...message, ...(externalLabel ? { externalLabel } : {}) }, 'id-1')
    expect(labelled.externalLabel).toMatch(/~id-1$/)
    expect(plainLabel(labelled.externalLabel, 'id-1')).toBe(externalLabel)
  })

  it('leaves a label alone that has none', () => {
    expect(plainLabel('black_friday', 'id-1')).toBe('black_friday')
    expect(plainLabel(undefined, 'id-1')).toBeUndefined()
  })
})
