/**
 * Writes what attempts came to, each all or nothing. Keys: the account's three (see entry.lua.ts), gate, blame.
 * Only the attempt that holds the message may settle it, but for `accepted`: that it was accepted is true whoever
 * holds it now. Settling twice with the same token changes nothing the second time.
 * Answers for each (entry_each) the status, the attempts, for how long the gate was closed (gate_record), whether the attempt counts,
 * whether the person is forgotten (-1: nothing was changed), for how long the message is put off, and how its template stands
 * (refusal_judge).
 */
export const settleLua = /* lua */ `
local account, gate, blame, now = entry_account(), KEYS[4], KEYS[5], gate_now()
local max_attempts, close_after, longest = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])

-- Changes nothing, but what a script writes after a first write that needs no memory passes even where there is none
-- left: what has been sent must be written down.
redis.call('HDEL', account.prefix .. ':room', '')

local function settle_one(at)
  local id, batch, token, wanted, spend = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
  local exhausted, upstream, detail = ARGV[at + 5], ARGV[at + 6], ARGV[at + 7]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.token, field.attempts, time_field.sending, field.namespace,
    field.elementName, field.refused, field.own, field.to, field.forget, field.detail, field.upstream, field.counted)
  local status, attempts = known[1], tonumber(known[3]) or 0
  local mine, shared = known[2] == token, ARGV[at + 13] == '1'
  local attempt = {
    id = id, token = token, mine = mine, shared = shared, begun = tonumber(known[4]), signal = ARGV[at + 8],
    reason = ARGV[at + 9], template = (known[5] or '') .. '\\n' .. (known[6] or ''),
    refused = not shared and tonumber(known[7]), own = not shared and known[8], needed = ARGV[at + 8] == 'close' and 2 or 3,
    pause = tonumber(ARGV[at + 10]), first = tonumber(ARGV[at + 11]), longest = longest,
  }
  local verdict, signal, rest = refusal_judge(gate, blame, entry, attempt, now)
  local pause, silent_from = gate_record(gate, token, now, signal, attempt.reason, attempt.pause, close_after, attempt.first,
    longest, signal == 'failure' and attempt.begun or nil)
  if silent_from then silence_over(account.prefix, silent_from, now) end
  local unchanged = { status or 'unknown', attempts, pause, 1, -1, 0, rest }

  if went_out[status or ''] or (wanted ~= 'accepted' and not mine) then return unchanged end

  local spent, postponed = true, 0
  -- It has sent nothing, so that it does not count for its person's cap.
  if known[13] == '1' and (wanted == 'rejected' or (wanted == 'enqueued' and status == 'sending' and exhausted ~= 'unknown')) then cap_correct(account, entry, false) end
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
    if wanted == 'cancelled' and exhausted == 'unknown' and not known[10] then wanted = 'unknown' end
  end
  local fields, gone = {}, {}
  local function write(name, value) fields[#fields + 1], fields[#fields + 2] = name, value end
  if upstream ~= '' and known[12] ~= upstream then
    write(field.upstream, upstream)
    upstream_index(account, id, upstream)
  end
  if detail ~= '' then write(field.detail, detail) elseif wanted == 'accepted' and known[11] then gone[1] = field.detail end
  if ARGV[at + 14] ~= '' and wanted == 'unknown' then write(field.request, ARGV[at + 14]) end
  if ARGV[at + 12] == '1' then write(field.denied, 1) end
  if (wanted == 'enqueued' or wanted == 'unknown') and mine and attempt.begun and ARGV[at + 15] ~= '' then
    write(field.tried, tries_with(entry, attempt.begun, ARGV[at + 15]))
  end
  if mine then gone[#gone + 1] = field.token end
  if #gone > 0 then redis.call('HDEL', entry, unpack(gone)) end
  entry_move(account, id, batch, status or nil, wanted, now, fields, known[10], ARGV[at + 15], ARGV[at + 16])
  -- Fenced meanwhile, and so in doubt already.
  if status == wanted then return unchanged end
  local forgotten = not known[9] or known[10]
  return { wanted, attempts, pause, spent and 1 or 0, forgotten and 1 or 0, postponed, rest }
end

return entry_each(account, now, 8, settle_one)
`
