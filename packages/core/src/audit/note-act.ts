import { clockLua } from '../gate/index.js'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import type { NewAct } from './act.js'
import { noteActLua } from './note-act.lua.js'

const script = defineScript(
  'disparoNoteAct',
  clockLua,
  noteActLua,
  'note_act(KEYS[1], tonumber(ARGV[1]), unpack(ARGV, 2))',
)

/** Notes what somebody did. @param keptMs - how long the account's ledger keeps things */
export async function noteAct(redis: Redis, keys: AccountKeys, act: NewAct, keptMs: number): Promise<void> {
  const fields = Object.entries(act).flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  await script(redis, [keys.audit], [keptMs, ...fields])
}
