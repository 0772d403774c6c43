/**
 * Opens a batch for rows, and notes it and the register down before its first job. Keys: the batch's (batchScriptKeys).
 * Arguments: lane; the secret its rows are known by (empty: by place); how long it is kept (ms); whether it is made where it
 * is not known; id; what else a new one has (field, value, …). Answers nothing where it is not known, else: whether it
 * was, state, lane, secret, how many marks it has, and when rows were last reserved (ms).
 */
export const openBatchLua = /* lua */ `
local batch = KEYS[1]
local known = redis.call('HMGET', batch, 'createdAt', 'state', 'lane', 'secret', 'reservedAt')
if not known[1] and ARGV[4] ~= '1' then return false end
local is_known = known[1]
if not is_known then
  known[1] = gate_now()
  redis.call('HSET', batch, 'createdAt', known[1], 'lane', ARGV[1], unpack(ARGV, 6))
  if ARGV[2] ~= '' then redis.call('HSET', batch, 'secret', ARGV[2]) end
  known[4] = ARGV[2] ~= '' and ARGV[2] or false
end
-- Those that are gone leave the register as others come.
for _, oldest in ipairs(redis.call('ZRANGE', KEYS[8], 0, 1)) do
  if redis.call('EXISTS', string.sub(KEYS[8], 1, -3) .. ':' .. oldest) == 0 then redis.call('ZREM', KEYS[8], oldest) end
end
redis.call('ZADD', KEYS[8], 'NX', known[1], ARGV[5])
local state = known[2] or 'running'
if state ~= 'cancelled' then
  redis.call('HSET', batch, 'unfinished', 1)
  redis.call('DEL', KEYS[5])
  batch_kept(state, tonumber(ARGV[3]))
end
return { is_known and 1 or 0, state, known[3] or ARGV[1], known[4] or '', redis.call('LLEN', KEYS[4]), tonumber(known[5]) or 0 }
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
