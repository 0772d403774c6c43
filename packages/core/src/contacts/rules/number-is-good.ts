import { clockLua } from '../../gate/index.js'
import { defineScript } from '../../redis/index.js'
import type { SuppressionList } from '../suppression/suppression-lists.js'
import { goodNumberLua } from './good-number.lua.js'

const script = defineScript(
  'disparoNumberIsGood',
  clockLua,
  goodNumberLua,
  /* lua */ `
for index = 3, #ARGV do number_is_good(ARGV[1], ARGV[index], tonumber(ARGV[2]), gate_now()) end
return 0
`,
)

/**
 * Something has come through to a number, or from it, at a moment (epoch ms): it is not taken for invalid any longer. Of the
 * ledger's messages `observe` does so. Failures from before that are told of later do not count either.
 */
export async function numberIsGood(
  { redis, keys, persons }: SuppressionList,
  recipient: string,
  at: number,
): Promise<void> {
  const marks = await persons.marks()
  await script(redis, [keys.persons], [keys.prefix, at, ...marks.all(recipient)])
}
