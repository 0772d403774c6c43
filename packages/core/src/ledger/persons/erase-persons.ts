import type { PersonDeps } from '../../persons/index.js'
import { defineScript } from '../../redis/index.js'
import { fieldsLua } from '../entry/entry-fields.js'
import { packedIdLua } from '../ids/packed-id.lua.js'
import { erasePersonsLua, personIndexLua } from './person-index.lua.js'

const script = defineScript('disparoErasePersons', fieldsLua, packedIdLua, personIndexLua, erasePersonsLua)

/** Takes messages out of what is noted with these marks. */
export async function eraseNoted(
  { redis, keys }: Pick<PersonDeps, 'redis' | 'keys'>,
  marks: readonly string[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  for (const mark of marks) await script(redis, [keys.persons], [keys.prefix, mark, ...ids])
}
