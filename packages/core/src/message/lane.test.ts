import { describe, expect, it } from 'vitest'
import type { OtpComponent } from './component.js'
import { laneOf } from './lane.js'

const message = { to: '5511987554321', namespace: 'default', elementName: 'welcome' }
const otp: OtpComponent = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }

describe('laneOf', () => {
  it('sends a one-time code the urgent way, whatever its category', () => {
    expect(laneOf({ ...message, components: [otp] })).toBe('urgent')
    expect(laneOf({ ...message, components: [otp], category: 'Marketing' })).toBe('urgent')
  })

  it.each(['Marketing', 'MARKETING', 'marketing'])('sends %s the bulk way', (category) => {
    expect(laneOf({ ...message, category })).toBe('bulk')
  })

  it('leaves everything else to the account', () => {
    expect(laneOf(message)).toBeUndefined()
    expect(laneOf({ ...message, category: 'Utility', components: [] })).toBeUndefined()
  })
})
