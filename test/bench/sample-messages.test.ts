import { parseMessage } from '@disparo/core/internal/message'
import { describe, expect, it } from 'vitest'
import { sampleCsv, sampleMessages } from './sample-messages.js'

describe('the samples', () => {
  it('are messages that the library takes, each for a recipient of its own', () => {
    const messages = sampleMessages(1_500)
    expect(messages.filter((message) => !parseMessage(message).ok)).toEqual([])
    expect(new Set(messages.map(({ to }) => to)).size).toBe(1_500)
  })

  it('are the same as CSV, over the borders of chunks', () => {
    const [header, ...lines] = [...sampleCsv(1_500)].join('').trimEnd().split('\n')
    expect(header?.split(',')[0]).toBe('to')
    expect(lines.map((line) => line.split(',')[0])).toEqual(sampleMessages(1_500).map(({ to }) => to))
  })
})
