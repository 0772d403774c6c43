import type { ForgetReceipt, SearchPage } from '@disparo/core'
import type { Result } from '../result.js'
import { type CampaignSetup, repeatCalls } from './repeat.js'

const SEARCH_MS = 50
const FORGET_MS = 50
const FORGOTTEN = 20

/** Who is looked for: a phone number, and the key and the reference of a message to it. */
export interface Person {
  readonly to: string
  readonly key: string
  readonly reference: string
}

/** Finds each of the persons in all three ways, then forgets some of them. */
export async function measurePersons(setup: CampaignSetup, persons: readonly Person[]): Promise<Result[]> {
  const { calls } = setup
  const results: Result[] = []
  for (const by of ['to', 'key', 'reference'] as const) {
    const name = `a person found by ${by === 'to' ? 'phone' : by}`
    const found = await repeatCalls(setup, { name, atMostMs: SEARCH_MS, of: persons }, async (person) => {
      const call = { method: 'POST', path: '/messages/search', body: { [by]: person[by] } } as const
      const { answer, ms } = await calls.ask<SearchPage>(call)
      const messages = answer.messages.length
      if (by === 'to' ? messages < 2 : messages !== 1) throw new Error(`${by} finds ${messages} messages`)
      return ms
    })
    results.push(...found)
  }
  const of = persons.slice(0, FORGOTTEN)
  const forgotten = await repeatCalls(
    setup,
    { name: 'a person forgotten', atMostMs: FORGET_MS, of },
    async ({ to }) => {
      const call = { method: 'POST', path: '/forget', body: { recipient: to } } as const
      const { answer, ms } = await calls.ask<ForgetReceipt>(call)
      if (answer.messages < 2 || answer.scanned) throw new Error('A person was not forgotten by the index')
      return ms
    },
  )
  return [...results, ...forgotten]
}
