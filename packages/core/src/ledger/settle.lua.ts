/**
 * Writes what an attempt came to, all or nothing. Keys: the account's three (see entry.lua.ts), gate.
 * Only the attempt that holds the message may settle it, but for `accepted`: that it was accepted is true whoever
 * holds it now. Settling twice with the same token changes nothing the second time.
 */
export const settleLua = /* lua */ `
local account, gate = entry_account(), KEYS[4]
local id, batch, token, wanted, spend = ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local max_attempts, exhausted, upstream, detail = tonumber(ARGV[10]), ARGV[11], ARGV[12], ARGV[13]
local entry, now = account.prefix .. ':msg:' .. id, gate_now()

-- Changes nothing, but what a script writes after a first write that needs no memory passes even where there is none
-- left: what has been sent must be written down.
redis.call('HDEL', entry, '')

local begun = ARGV[14] == 'strain' and tonumber(redis.call('HGET', entry, time_field.sending)) or nil
local pause, silent_from = gate_hear(gate, token, now, ARGV[14], ARGV[15], tonumber(ARGV[16]), tonumber(ARGV[17]),
  tonumber(ARGV[18]), tonumber(ARGV[19]), begun)
if silent_from then silence_over(account.prefix, silent_from, now) end

local known = redis.call('HMGET', entry, field.status, field.token, field.attempts)
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
    attempts = redis.call('HINCRBY', entry, field.attempts, -1)
  elseif attempts >= max_attempts then
    wanted = exhausted
  end
  if wanted == 'enqueued' then wanted = entry_again(account, id, batch, entry) end
  -- It may have gone out, and is not sent again: only who learns that may say that it was cancelled. But who is to be
  -- forgotten is not kept for it.
  if wanted == 'cancelled' and exhausted == 'unknown' and redis.call('HEXISTS', entry, field.forget) == 0 then
    wanted = 'unknown'
  end
end
entry_upstream(account, id, entry, upstream)
if detail ~= '' then redis.call('HSET', entry, field.detail, detail) elseif wanted == 'accepted' then redis.call('HDEL', entry, field.detail) end
if mine then redis.call('HDEL', entry, field.token) end
if ARGV[20] == '1' then redis.call('HSET', entry, field.denied, 1) end
entry_move(account, id, batch, status or nil, wanted, now)
-- Fenced meanwhile, and so in doubt already.
if status == wanted then return { status, attempts, pause, 1 } end
local left = redis.call('HMGET', entry, field.to, field.forget)
local forgotten = not left[1] or left[2]
return { wanted, attempts, pause, spent and 1 or 0, forgotten and 1 or 0 }
`
