/**
 * Opens a batch for rows, and notes it down before its first job. Keys: the batch's (batch-kept.lua.ts), batches:moved
 * among them. Arguments: lane; the secret its rows are known by (empty: by place); how long it is kept (ms);
 * whether it is made where it is not known. Answers nothing where it is not, else: whether it was known, state, lane,
 * secret, how many marks it has, when rows were last reserved (ms), and its rows.
 */
export const openBatchLua = /* lua */ `
local batch = KEYS[1]
local known = redis.call('HMGET', batch, 'createdAt', 'state', 'lane', 'secret', 'reservedAt')
if not known[1] and ARGV[4] ~= '1' then return false end
if not known[1] then
  redis.call('HSET', batch, 'createdAt', gate_now(), 'lane', ARGV[1])
  if ARGV[2] ~= '' then redis.call('HSET', batch, 'secret', ARGV[2]) end
  known[4] = ARGV[2] ~= '' and ARGV[2] or false
end
local state = known[2] or 'running'
if state ~= 'cancelled' then
  redis.call('HSET', batch, 'unfinished', 1)
  redis.call('DEL', KEYS[5])
  batch_kept(state, tonumber(ARGV[3]))
end
return { known[1] and 1 or 0, state, known[3] or ARGV[1], known[4] or '', redis.call('LLEN', KEYS[4]), tonumber(known[5]) or 0 }
`

/**
 * Reserves rows before their jobs are added: none is ever queued but not known. Keys: the batch's five, batches:moved.
 * Arguments: how many marks the caller knows; new ones, one after the other. Answers how many there are then, or -1 where
 * somebody else has reserved some meanwhile: then nothing is.
 */
export const reserveRowsLua = (markBytes: number) => /* lua */ `
local batch, marks, packed, new = KEYS[1], KEYS[4], ARGV[2], {}
if redis.call('LLEN', marks) ~= tonumber(ARGV[1]) then return -1 end
for first = 1, #packed, ${markBytes} do new[#new + 1] = string.sub(packed, first, first + ${markBytes - 1}) end
local length = redis.call('RPUSH', marks, unpack(new))
redis.call('HSET', batch, 'reservedAt', gate_now())
local left = redis.call('PTTL', batch)
if left > 0 and redis.call('PTTL', marks) < 0 then redis.call('PEXPIRE', marks, left) end
return length
`

/** Notes down at which places messages were withdrawn. Keys: the batch's five, batches:moved, withdrawn. Arguments: places. */
export const recordWithdrawnLua = /* lua */ `
local withdrawn = KEYS[7]
for _, place in ipairs(ARGV) do redis.call('SETBIT', withdrawn, place, 1) end
local left = redis.call('PTTL', KEYS[1])
if left > 0 then redis.call('PEXPIRE', withdrawn, left) end
`

/** What was wrong with rows. Keys: the batch's five, batches:moved. Arguments: how many are kept at most; then one each. */
export const recordRejectedRowsLua = /* lua */ `
local rejected = KEYS[5]
redis.call('RPUSH', rejected, unpack(ARGV, 2))
redis.call('LTRIM', rejected, 0, ARGV[1] - 1)
local left = redis.call('PTTL', KEYS[1])
if left > 0 then redis.call('PEXPIRE', rejected, left) end
`
