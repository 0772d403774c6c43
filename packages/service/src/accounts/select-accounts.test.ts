import fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectAccounts } from './index.js'

const accounts = (names: readonly string[]) => names.map((name) => ({ name }))
const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/), { maxLength: 40 })
const shards = fc.integer({ min: 1, max: 12 })
const share = (all: readonly string[], shard: number, of: number) =>
  selectAccounts(accounts(all), { shard, of }).accounts.map(({ name }) => name)

test('the shares of all workers have each account exactly once', () => {
  fc.assert(
    fc.property(names, shards, (all, of) => {
      const served = Array.from({ length: of }, (_, index) => share(all, index + 1, of)).flat()
      expect(served.sort()).toEqual([...all].sort())
    }),
  )
})

test('with one more share accounts move to it alone, and none between the others', () => {
  fc.assert(
    fc.property(names, shards, (all, of) => {
      for (let shard = 1; shard <= of; shard++) {
        const former = new Set(share(all, shard, of))
        for (const name of share(all, shard, of + 1)) expect(former).toContain(name)
      }
    }),
  )
})

test('shares are about as large as each other', () => {
  const all = Array.from({ length: 300 }, (_, index) => `account-${index}`)
  for (const shard of [1, 2, 3]) {
    expect(share(all, shard, 3).length).toBeGreaterThan(75)
    expect(share(all, shard, 3).length).toBeLessThan(125)
  }
})

test('where an account goes is the same for ever: workers of two versions share', () => {
  const all = ['alfa', 'banco', 'clinica', 'default', 'escola', 'loja']
  expect([share(all, 1, 2), share(all, 2, 2)]).toMatchInlineSnapshot(`
    [
      [
        "alfa",
        "default",
        "loja",
      ],
      [
        "banco",
        "clinica",
        "escola",
      ],
    ]
  `)
})

test('names are those that are asked for, and those that are not there are told', () => {
  expect(selectAccounts(accounts(['a', 'b', 'c']), { names: ['c', 'a', 'x'] })).toEqual({
    accounts: accounts(['a', 'c']),
    unknown: ['x'],
  })
})
