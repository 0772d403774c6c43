import fc from 'fast-check'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { openRedis } from '../../redis/index.js'
import { unpackId } from './packed-id.js'
import { packedIdLua } from './packed-id.lua.js'

const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(() => redis.disconnect())

const keep = async (id: string) =>
  (await redis.callBuffer('EVAL', `${packedIdLua} return id_keep(ARGV[1])`, 0, id)) as Buffer
const keepAndUnpack = async (id: string) =>
  redis.call('EVAL', `${packedIdLua} return id_unpack(id_keep(ARGV[1]))`, 0, id)

const uuid = fc.uuid()
const row = fc.oneof(fc.integer({ min: 1, max: 4_294_967_294 }), fc.constantFrom(1, 4_294_967_294))
const rowOfBatch = fc.tuple(uuid, row).map(([batch, n]) => `${batch}-${n}`)
const other = fc.oneof(
  fc.string({ minLength: 1, unit: fc.constantFrom(...'abcXYZ019-_:ç') }),
  fc.stringMatching(/^[0-9a-z]{19,21}$/),
  uuid.map((id) => id.toUpperCase()),
  fc
    .tuple(uuid, fc.constantFrom('-', '-0', '-01', '-x', '0', '-4294967295', '-99999999999'))
    .map(([id, end]) => id + end),
)

describe('an id kept by a script', () => {
  it('takes 20 bytes when it is a UUID or a row of a batch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(uuid, rowOfBatch), async (id) => {
        expect((await keep(id)).length).toBe(20)
      }),
    )
  })

  it('is read back as it was, by programs and by scripts, whatever its form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(uuid, rowOfBatch, other), async (id) => {
        expect(unpackId(await keep(id))).toBe(id)
        expect(await keepAndUnpack(id)).toBe(id)
      }),
      { examples: [['a'.repeat(20)], ['1'.repeat(20)], ['00000000-0000-0000-0000-000000000000']] },
    )
  })
})
