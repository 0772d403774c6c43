/**
 * How a batch stands: its field `state`, which is not there while it runs. One that halted (batch-halt.lua.ts) is not paused;
 * resumed, it counts anew. A canary that was paused goes on. Keys: the batch's (batchScriptKeys), batches:moved
 * among them, and then that of who did what. Arguments: id; what it shall be (`running`, `paused`, `cancelled`); how long it is kept at least
 * (ms); who does so; how long that is kept (ms; 0: it is not noted).
 * Answers what it is then; nothing for a batch that is not noted down. `cancelled` is final.
 */
export const setBatchPhaseLua = /* lua */ `
local batch, moved, id = KEYS[1], KEYS[6], ARGV[1]

-- Changes nothing, but what a script writes after a first write that needs no memory passes even where there is none
-- left, as when too much was enqueued: then above all it must be possible to cancel that.
redis.call('HDEL', batch, '')

local known = redis.call('HMGET', batch, 'createdAt', 'state', 'canary')
if not known[1] then return false end
local before, state = known[2] or 'running', ARGV[2]
if before == 'cancelled' or (before == 'halted' and state == 'paused') then state = before end
if state == 'cancelled' or (before == 'halted' and state == 'running') then
  redis.call('ZREM', KEYS[8] .. ':halted', id)
  redis.call('ZREM', KEYS[8] .. ':canaries', id)
  redis.call('HDEL', batch, 'canary', 'outcomes', 'failures', 'haltReason', 'haltRejected', 'haltOf')
  redis.call('HSET', batch, 'outcomesAt', string.format('0=%.0f', gate_now()))
  redis.call('DEL', KEYS[11])
elseif state == 'running' and known[3] then
  state = 'canary'
end
-- What slept comes back, and asks anew: what was promised to it is forgotten.
if state == 'running' or state == 'canary' then redis.call('HDEL', batch, 'paceNext', 'paceLate') end
if state == 'running' then
  redis.call('HDEL', batch, 'state', 'stateAt', 'stateBy')
elseif state == 'canary' then
  redis.call('HSET', batch, 'state', state)
  redis.call('HDEL', batch, 'stateAt', 'stateBy')
elseif state ~= before then
  redis.call('HSET', batch, 'state', state, 'stateAt', gate_now(), 'stateBy', ARGV[4])
end
redis.call('ZADD', KEYS[8], 'NX', known[1], id)
batch_kept(state, tonumber(ARGV[3]))
-- Each move has a whole number of its own, so that whoever works one off sees that another came.
local last = tonumber(redis.call('ZSCORE', moved, id))
if state ~= before or not last then
  redis.call('ZADD', moved, math.max(gate_now(), math.floor(last or 0) + 1), id)
end
local done = ({ paused = 'batch-paused', cancelled = 'batch-cancelled', running = 'batch-resumed', canary = 'batch-resumed' })[state]
if state ~= before and done and ARGV[5] ~= '0' then
  note_act(KEYS[12], tonumber(ARGV[5]), 'action', done, 'batch', id, 'by', ARGV[4])
end
return state
`

/** A move is worked off, unless another came meanwhile, or more rows. Keys: batches:moved. Arguments: id, score. */
export const markSweptLua = /* lua */ `
if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1])) == tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end
`
