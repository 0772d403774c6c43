/**
 * How a batch stands: its field `state`, which is not there while it runs. Keys: batch, batches:moved. Arguments: id; what
 * it shall be (`running`, `paused`, `cancelled`), or nothing where its messages are only to be looked at again.
 * Answers what it is then; nothing for a batch that is not noted down. `cancelled` is final.
 */
export const moveBatchLua = /* lua */ `
local batch, moved, id, wanted = KEYS[1], KEYS[2], ARGV[1], ARGV[2]
local known = redis.call('HMGET', batch, 'createdAt', 'state')
if not known[1] then return false end
local state = known[2] or 'running'
if wanted ~= '' and state ~= 'cancelled' then
  state = wanted
  if state == 'running' then redis.call('HDEL', batch, 'state') else redis.call('HSET', batch, 'state', state) end
end
-- Each move has a score of its own, so that whoever works one off sees that another came.
local last = tonumber(redis.call('ZSCORE', moved, id)) or 0
redis.call('ZADD', moved, math.max(gate_now(), last + 1), id)
return state
`

/** A move is worked off, unless another came meanwhile. Keys: batches:moved. Arguments: id, score. */
export const sweptLua = /* lua */ `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('ZREM', KEYS[1], ARGV[1]) end
`
