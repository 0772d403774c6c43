import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { clockLua } from './gate.lua.js'

const script = defineScript(
  'disparoProbeGate',
  clockLua,
  `
local state = redis.call('HMGET', KEYS[1], 'until', 'reason')
-- Upstream's words may stand behind the reason's code. What is throttled waits, whoever asks.
if not state[1] or string.match(state[2] or '', '^[^:]*') == 'throttled' then return 0 end
redis.call('HSET', KEYS[1], 'until', gate_now(), 'pause', 0)
return 1
`,
)

/**
 * Lets the next message probe a closed gate at once, for what closed it may be mended: an account has got another password.
 * A gate that is throttled stays closed. Answers whether there is anything to probe.
 */
export async function probeGate(redis: Redis, { gate }: Pick<AccountKeys, 'gate'>): Promise<boolean> {
  return (await script(redis, [gate], [])) === 1
}
