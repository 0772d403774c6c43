import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { openSeal } from '../../seal/index.js'
import { findNoted } from './find-persons.js'
import { type MessageToNote, notePersons } from './note-persons.js'

const keys = accountKeys('person-index-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const dayMs = 86_400_000
const retentionMs = 31 * dayMs
const template = { namespace: 'ns', elementName: 'aviso' }

const open = (seal?: ReturnType<typeof openSeal>) => openPersons({ redis, keys, seal, retentionMs })
const note = (to: string, id: string = randomUUID(), over: Partial<MessageToNote> = {}): MessageToNote => ({
  ...{ id, to, template, delayMs: 0 },
  ...over,
})
const find = async (to: string, persons = open(), only?: typeof template) => {
  const found = await findNoted({ redis, keys }, (await persons.marks()).all(to), only)
  return [...found.values()].flat()
}
const listKeys = () => redis.keys(`${keys.prefix}:person:*`)

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  redis.disconnect()
})

describe("a person's messages", () => {
  it('are found whichever way the number is written, and no others are', async () => {
    await notePersons(open(), [
      note('5511987554321', 'b0d6a0a4-7f3e-4ad5-9f59-0d7a0e0f4a11'),
      note('551187554321', 'b0d6a0a4-7f3e-4ad5-9f59-0d7a0e0f4a11-7'),
      note('5511987554322', 'b0d6a0a4-7f3e-4ad5-9f59-0d7a0e0f4a12'),
    ])
    const both = ['b0d6a0a4-7f3e-4ad5-9f59-0d7a0e0f4a11', 'b0d6a0a4-7f3e-4ad5-9f59-0d7a0e0f4a11-7']
    expect(await find('551187554321')).toEqual(both)
    expect(await find('+55 11 98755-4321')).toEqual(both)
    expect(await find('5511987554399')).toEqual([])
  })

  it('are found by template, where one is asked for', async () => {
    const other = { namespace: 'ns', elementName: 'cobranca' }
    await notePersons(open(), [note('5511987554321', 'm1'), note('5511987554321', 'm2', { template: other })])
    expect(await find('5511987554321', open(), other)).toEqual(['m2'])
  })

  it('keep their ids, whatever their form', async () => {
    const uuid = fc.uuid()
    const row = fc
      .tuple(uuid, fc.integer({ min: 1, max: 4_294_967_294 }))
      .map(([batch, n]) => `${batch}-${n}`)
    const raw = fc.stringMatching(/^[a-z0-9-]{1,40}$/)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.oneof(uuid, row, raw), { minLength: 1 }), async (ids) => {
        await clear()
        await notePersons(
          open(),
          ids.map((id) => note('5511987554321', id)),
        )
        expect(await find('5511987554321')).toEqual(ids)
      }),
      { numRuns: 30, examples: [[['a'.repeat(16), 'b'.repeat(20), 'c'.repeat(17)]]] },
    )
  })

  it('are found among many thousands, in lists that stay short, at 40 bytes each or less', async () => {
    const persons = open()
    const people = Array.from({ length: 40_000 }, (_, n) => `55119${String(80_000_000 + n)}`)
    for (let first = 0; first < people.length; first += 1_000) {
      await notePersons(
        persons,
        people.slice(first, first + 1_000).map((to) => note(to)),
      )
    }
    await notePersons(persons, [note('5511980012345', 'the-second')])
    const found = await find('5511980012345')
    expect(found).toHaveLength(2)
    expect(found).toContain('the-second')
    const { of } = await persons.marks()
    const all = await findNoted({ redis, keys }, people.map(of), template)
    expect(all.size).toBe(people.length)
    const lists = await listKeys()
    const lengths = await Promise.all(lists.map((key) => redis.llen(key)))
    expect(Math.max(...lengths)).toBeLessThan(150)
    const bytes = await Promise.all(lists.map((key) => redis.memory('USAGE', key)))
    const sum = bytes.reduce<number>((total, each) => total + Number(each), 0)
    expect(sum / people.length).toBeLessThan(40)
  })

  it('go with the last that is kept of them, also those that are sent next year', async () => {
    await notePersons(open(), [
      note('5511987554321'),
      note('5511987554321', 'later', { delayMs: 365 * dayMs }),
    ])
    const left = await Promise.all((await listKeys()).map((key) => redis.pttl(key)))
    const [first = 0, last = 0] = left.sort((a, b) => a - b).map((ms) => ms / dayMs)
    expect(first).toBeGreaterThan(38)
    expect(first).toBeLessThan(43)
    expect(last).toBeGreaterThan(38 + 365)
    expect(last).toBeLessThan(38 + 365 + 33)
  })
})

describe('what persons are marked with', () => {
  const [old, young] = [
    { id: 'old', bytes: randomBytes(32) },
    { id: 'young', bytes: randomBytes(32) },
  ]
  const keyTexts = async () =>
    Object.entries(await redis.hgetall(keys.persons)).flatMap(([name, text]) =>
      name.startsWith('key:') ? [text] : [],
    )

  it('is one key for all programs, also where many begin at once', async () => {
    const marks = await Promise.all(
      Array.from({ length: 20 }, async () => (await open().marks()).of('551187554321')),
    )
    expect(new Set(marks).size).toBe(1)
    expect(await keyTexts()).toHaveLength(1)
  })

  it('stays the same when a data key comes, and when that is another, and is sealed by the first each time', async () => {
    const markBy = async (seal?: ReturnType<typeof openSeal>) => (await open(seal).marks()).of('551187554321')
    const mark = await markBy()
    expect(await markBy(openSeal('a', [old]))).toBe(mark)
    expect(await keyTexts()).toEqual([expect.stringMatching(/^=old\./)])
    expect(await markBy(openSeal('a', [old, young]))).toBe(mark)
    expect(await markBy(openSeal('a', [young, old]))).toBe(mark)
    expect(await keyTexts()).toEqual([expect.stringMatching(/^=young\./)])
    expect(await markBy(openSeal('a', [young]))).toBe(mark)
  })

  it('is another one for a program without the data key, whose messages are found all the same by one that has it', async () => {
    const sealed = open(openSeal('a', [old]))
    await notePersons(sealed, [note('551187554321', 'sealed')])
    const plain = open()
    await notePersons(plain, [note('551187554321', 'plain')])
    expect((await plain.marks()).closedKeys).toBe(1)
    expect(await find('551187554321', plain)).toEqual(['plain'])
    const both = open(openSeal('a', [old]))
    expect((await find('551187554321', both)).sort()).toEqual(['plain', 'sealed'])
    expect((await both.marks()).of('551187554321')).toBe((await sealed.marks()).of('551187554321'))
  })

  it('comes back to a Redis that has lost it, with the next message', async () => {
    const persons = open()
    await notePersons(persons, [note('551187554321', 'm1')])
    await clear()
    await notePersons(persons, [note('551187554321', 'm2')])
    expect(await find('551187554321', open())).toEqual(['m2'])
  })
})
