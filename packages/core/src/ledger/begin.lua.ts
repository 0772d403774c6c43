/**
 * The only way to a POST. Keys: entry, gate, permits, batch (optional).
 * A message that is `sending` by another attempt is one whose attempt never settled: it becomes `unknown` here,
 * which is the fence against stalled and killed workers. The same token asking again is the same attempt.
 */
export const beginLua = /* lua */ `
local entry, gate, permits, batch = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local token, lane, policy = ARGV[1], ARGV[2], ARGV[3]
local threshold, window, probe_ms = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local max_attempts, expires, retention = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local now = gate_now()

local known = redis.call('HMGET', entry, 'status', 'token', 'attempts', 'lane', '@sending')
local status, attempts = known[1], tonumber(known[3]) or 0
if status and (went_out[status] or at_rest[status] or known[4] ~= lane) then return { 'settled', status } end

local again = status == 'sending' and known[2] == token
if status == 'sending' and not again then
  entry_move(entry, batch, status, 'unknown', now, retention)
  redis.call('HSET', entry, 'detail', 'attempt-never-settled')
  status = 'unknown'
end
if status == 'unknown' and (policy ~= 'resend' or attempts >= max_attempts or (expires > 0 and now >= expires)) then
  redis.call('PEXPIRE', entry, retention)
  return { 'unknown', tonumber(known[5]) or now }
end

local function remember()
  if not known[1] then redis.call('HSET', entry, 'lane', lane, unpack(ARGV, 10)) end
end

if expires > 0 and now >= expires then
  remember()
  entry_move(entry, batch, status, 'expired', now, retention)
  redis.call('PEXPIRE', entry, retention)
  return { 'expired', expires }
end

if again then redis.call('ZREM', permits, token) end
local wait = gate_take(gate, permits, token, now, window, threshold, probe_ms)
if wait > 0 then
  if again then
    redis.call('HINCRBY', entry, 'attempts', -1)
    entry_move(entry, batch, status, 'enqueued', now, retention)
    redis.call('HDEL', entry, 'token')
  end
  return { 'wait', wait }
end

remember()
if not again then redis.call('HSET', entry, 'token', token, 'attempts', attempts + 1) end
entry_move(entry, batch, status, 'sending', now, retention)
if status == 'unknown' then redis.call('PERSIST', entry) end
return { 'go', again and attempts or attempts + 1 }
`
