/**
 * Writes what an attempt came to, all or nothing. Keys: the account's three (see entry.lua.ts), gate, blame.
 * Only the attempt that holds the message may settle it, but for `accepted`: that it was accepted is true whoever
 * holds it now. Settling twice with the same token changes nothing the second time.
 * Answers the status, the attempts, for how long the gate was closed (gate_record), whether the attempt counts, whether the
 * person is forgotten (-1: nothing was changed), for how long the message is put off, and how its template stands (refusal_judge).
 */
export const settleLua = /* lua */ `
local account, gate, blame = entry_account(), KEYS[4], KEYS[5]
local id, batch, token, wanted, spend = ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local max_attempts, exhausted, upstream, detail = tonumber(ARGV[10]), ARGV[11], ARGV[12], ARGV[13]
local entry, now = account.prefix .. ':msg:' .. id, gate_now()

-- Changes nothing, but what a script writes after a first write that needs no memory passes even where there is none
-- left: what has been sent must be written down.
redis.call('HDEL', entry, '')

local known = redis.call('HMGET', entry, field.status, field.token, field.attempts, time_field.sending, field.namespace,
  field.elementName, field.refused, field.own)
local status, attempts = known[1], tonumber(known[3]) or 0
local mine, shared = known[2] == token, ARGV[21] == '1'
local attempt = {
  id = id, token = token, mine = mine, shared = shared, begun = tonumber(known[4]), signal = ARGV[14], reason = ARGV[15],
  template = (known[5] or '') .. '\\n' .. (known[6] or ''), refused = not shared and tonumber(known[7]),
  own = not shared and known[8], needed = ARGV[14] == 'close' and 2 or 3,
  pause = tonumber(ARGV[16]), first = tonumber(ARGV[18]), longest = tonumber(ARGV[19]),
}
local verdict, signal, rest = refusal_judge(gate, blame, entry, attempt, now)
local pause, silent_from = gate_record(gate, token, now, signal, attempt.reason, attempt.pause, tonumber(ARGV[17]), attempt.first,
  attempt.longest, signal == 'failure' and attempt.begun or nil)
if silent_from then silence_over(account.prefix, silent_from, now) end
local unchanged = { status or 'unknown', attempts, pause, 1, -1, 0, rest }

if went_out[status or ''] or (wanted ~= 'accepted' and not mine) then return unchanged end

local spent, postponed = true, 0
if wanted == 'enqueued' then
  -- Fenced meanwhile: its job may have come to rest as unknown, so only a report may bring it back.
  if status ~= 'sending' then return unchanged end
  local open = redis.call('HEXISTS', gate, 'until') == 0
  spent = spend == 'always' or (open and (verdict == 'message' or (spend == 'while-open' and verdict ~= 'template')))
  if not spent then
    attempts = redis.call('HINCRBY', entry, field.attempts, -1)
    postponed = verdict and refusal_postpone(gate, blame, attempt.template, now) or 0
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
if ARGV[22] ~= '' and wanted == 'unknown' then redis.call('HSET', entry, field.request, ARGV[22]) end
if ARGV[20] == '1' then redis.call('HSET', entry, field.denied, 1) end
entry_move(account, id, batch, status or nil, wanted, now)
-- Fenced meanwhile, and so in doubt already.
if status == wanted then return unchanged end
local left = redis.call('HMGET', entry, field.to, field.forget)
local forgotten = not left[1] or left[2]
return { wanted, attempts, pause, spent and 1 or 0, forgotten and 1 or 0, postponed, rest }
`
