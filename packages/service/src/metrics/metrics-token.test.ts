import { describe, expect, it } from 'vitest'
import { MetricsToken, mayScrape } from './metrics-token.js'

const token = 'a-token-for-tests'

describe('the token of the metrics', () => {
  it('is shown as a bearer token, whatever the case of the scheme', () => {
    expect(mayScrape(token, `Bearer ${token}`)).toBe(true)
    expect(mayScrape(token, `bearer  ${token}`)).toBe(true)
  })

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    token,
    `Basic ${token}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token} ${token}`,
  ])('is not shown by %s', (authorization) => {
    expect(mayScrape(token, authorization)).toBe(false)
  })

  it('has at least 16 characters and no blanks', () => {
    expect(MetricsToken.safeParse('x'.repeat(16)).success).toBe(true)
    expect(MetricsToken.safeParse('x'.repeat(15)).success).toBe(false)
    expect(MetricsToken.safeParse(`${'x'.repeat(16)} y`).success).toBe(false)
    expect(MetricsToken.safeParse('x'.repeat(257)).success).toBe(false)
  })
})
