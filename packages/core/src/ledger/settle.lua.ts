/**
 * Writes what an attempt came to, all or nothing. Keys: entry, gate, permits, batch (optional).
 * Only the attempt that holds the message may settle it, but for `accepted`: that it was accepted is true whoever
 * holds it now. Settling twice with the same token changes nothing the second time.
 */
export const settleLua = /* lua */ `
local entry, gate, permits, batch = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local token, wanted, spend, max_attempts, exhausted = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local upstream, detail, retention = ARGV[6], ARGV[7], tonumber(ARGV[8])
local now = gate_now()

local pause = gate_hear(gate, token, now, ARGV[9], ARGV[10], tonumber(ARGV[11]), tonumber(ARGV[12]),
  tonumber(ARGV[13]), tonumber(ARGV[14]))

local known = redis.call('HMGET', entry, 'status', 'token', 'attempts')
local status, attempts = known[1], tonumber(known[3]) or 0
local mine = known[2] == token
if went_out[status or ''] or (wanted ~= 'accepted' and not mine) then
  return { status or 'unknown', attempts, pause, 1 }
end

local spent = true
if wanted == 'enqueued' then
  -- Fenced meanwhile: its job may have come to rest as unknown, so only a report may bring it back.
  if status ~= 'sending' then return { status or 'unknown', attempts, pause, 1 } end
  spent = spend == 'always' or (spend == 'while-open' and redis.call('HEXISTS', gate, 'until') == 0)
  if not spent then
    attempts = redis.call('HINCRBY', entry, 'attempts', -1)
  elseif attempts >= max_attempts then
    wanted = exhausted
  end
end
if upstream ~= '' then redis.call('HSET', entry, 'upstream', upstream) end
if detail ~= '' then redis.call('HSET', entry, 'detail', detail) elseif wanted == 'accepted' then redis.call('HDEL', entry, 'detail') end
if mine then redis.call('HDEL', entry, 'token') end
entry_move(entry, batch, status, wanted, now, retention)
if wanted ~= 'enqueued' then redis.call('PEXPIRE', entry, retention) end
return { wanted, attempts, pause, spent and 1 or 0 }
`
