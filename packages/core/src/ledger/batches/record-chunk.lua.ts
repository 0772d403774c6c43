/**
 * Notes down a chunk of a batch. Keys: the batch's five (batch-kept.lua.ts), batches:moved. Arguments: id, now (ms), lane,
 * rejected rows, how long the batch is kept (ms), how many rows follow; the rows; and for those with a key of their own,
 * row and message id. Answers how the batch stands.
 */
export const recordChunkLua = /* lua */ `
local batch, moved, id, count = KEYS[1], KEYS[6], ARGV[1], tonumber(ARGV[6])
redis.call('HSETNX', batch, 'createdAt', ARGV[2])
redis.call('HSETNX', batch, 'lane', ARGV[3])
redis.call('HSET', batch, 'rejectedRows', ARGV[4])
-- Bit by bit, for a repetition under way at the same time may know of more rows.
for index = 7, 6 + count do redis.call('SETBIT', KEYS[2], ARGV[index], 1) end
for index = 7 + count, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[index], ARGV[index + 1]) end
local state = redis.call('HGET', batch, 'state') or 'running'
batch_kept(state, tonumber(ARGV[5]))
if state ~= 'running' then
  -- A sweep under way goes on, and another follows: these rows may have come too late for it.
  if redis.call('ZSCORE', moved, id) then redis.call('ZINCRBY', moved, 1 / 1024, id) else redis.call('ZADD', moved, gate_now(), id) end
end
return state
`
