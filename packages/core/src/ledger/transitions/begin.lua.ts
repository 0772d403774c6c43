/**
 * The only way to a POST. Keys: the account's three (see entry.lua.ts), gate, permits, what upstream says of the limit, blame.
 * A message that is `sending` by another attempt is one whose attempt never settled: it becomes `unknown` here,
 * which is the fence against stalled and killed workers. The same token asking again is the same attempt. Messages that go
 * in one request share its token (`share`): the first that may go takes the permit, and the others ride on it.
 * One that its worker cannot open (`place`) asks like any other, but in place of a permit it is parked (park.lua.ts).
 * A message of a batch goes by that, too: one of a cancelled batch is `cancelled`, and one of a paused batch waits.
 * Last it is asked whether its person may be messaged now (`contact`, contact.lua.ts), and whether its batch goes as fast (batch-pace.lua.ts;
 * `promised`: it comes back at its moment); an attempt that has begun goes on all the same.
 * Answers two for what may go (below 0: it was made unknown just now), else kind, value, whether its person is to be, or
 * is, forgotten, the status that it came to have, if any, why it waits, and until when.
 */
export const beginLua = /* lua */ `
local account, gate, permits, limit, blame = entry_account(), KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local lane, policy, threshold, window = ARGV[5], ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local pace_window, reserve, probe_ms = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
local max_attempts, now, seen = tonumber(ARGV[12]), gate_now(), {}
account.cap, account.contacts = cap_terms(ARGV[13]), ARGV[14]

-- Changes nothing (there is no such key), but without memory it fails, as the first write of a script does: what could
-- not be written down must not be sent. Later writes of the same script pass.
redis.call('SETRANGE', account.prefix .. ':room', 0, '')

local function begin_one(at, last)
  local id, batch, token, expires, share = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3]), ARGV[at + 4] == '1'
  local template, place, longest, contact = ARGV[at + 5], ARGV[at + 6], tonumber(ARGV[at + 7]), ARGV[at + 8]
  local promised = ARGV[at + 9] == '1'
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.token, field.attempts, field.urgent, time_field.sending,
    field.forget, field.denied, field.to, field.refused, field.counted)
  local status, attempts = known[1], tonumber(known[3]) or 0
  local other_lane = (known[4] and 'urgent' or 'bulk') ~= lane
  if status and (went_out[status] or at_rest[status] or other_lane) then
    return { 'settled', status, known[8] and 0 or 1 }
  end

  local again, became = status == 'sending' and known[2] == token, nil
  -- An attempt that has begun goes on.
  local stopped = batch ~= '' and not again and batch_state(account, id, batch) or nil
  local is_canary = stopped == 'canary'
  if is_canary and canary_admits(account, batch, id) then stopped = nil end
  if status == 'sending' and not again then
    local why = 'attempt-never-settled'
    local noted = { field.detail, why }
    if known[5] then noted[3], noted[4] = field.tried, tries_with(entry, known[5], why) end
    entry_move(account, id, batch, status, 'unknown', now, noted, nil, why)
    status, became = 'unknown', 'unknown'
  end
  if status == 'unknown' and (policy ~= 'resend' or known[6] or known[7] or stopped or attempts >= max_attempts or (expires > 0 and now >= expires)) then
    entry_keep_doubt(account, id, entry, now)
    return { 'unknown', tonumber(known[5]) or now, known[6] and 1 or 0, became }
  end

  local fields = known[1] and {} or { unpack(ARGV, at + 10, last) }
  if stopped == 'cancelled' or (expires > 0 and now >= expires) then
    local over = stopped == 'cancelled' and stopped or 'expired'
    entry_move(account, id, batch, status or nil, over, now, fields)
    return { over, expires, 0, over }
  end
  if stopped then return { 'paused', expires } end
  local start = batch ~= '' and not again and batch_start(account, id, batch) or 0
  if now < start then return { 'postponed', start - now, 0, became or '' } end
  if place ~= '' then
    local parked, was_parked = park(account, id, batch, place, now, longest)
    if parked or status == 'unknown' then return { 'parked', expires, was_parked and 1 or 0, became or '' } end
    -- It is forgotten with all that is in it.
    entry_move(account, id, batch, status or nil, 'failed', now, fields, nil, 'data-key-missing')
    entry_forget(account, id, entry)
    redis.call('HSET', entry, field.detail, 'data-key-missing')
    return { 'abandoned', expires, 0, 'failed' }
  end

  local refusal, why, because, wakes
  if not again then refusal, why, because, wakes = contact_refusal(account, contact, now, batch) end
  if refusal == 'suppressed' then
    -- It may have gone out already, as one that timed out: the report says whether.
    if status == 'enqueued' and known[10] == '1' then
      entry_move(account, id, batch, status, 'unknown', now, { field.detail, 'not-sent-again' }, nil, 'not-sent-again')
      return { 'unknown', tonumber(known[5]) or now, 0, 'unknown' }
    end
    if status == 'unknown' then
      entry_keep_doubt(account, id, entry, now)
      return { 'unknown', tonumber(known[5]) or now, 0, became }
    end
    entry_move(account, id, batch, status or nil, 'suppressed', now, fields, nil, 'suppressed-' .. why)
    return { 'suppressed', 'suppressed-' .. why, 0, 'suppressed' }
  end
  if refusal == 'unreadable' then
    local group = lane .. ':' .. why .. ':suppression'
    -- However long that is: nobody is taken for one who may be messaged.
    local parked, was_parked = park(account, id, batch, group, now, account.retention)
    if not parked then park(account, id, batch, group, now, account.retention) end
    return { 'parked', expires, was_parked and 1 or 0, became or '', 'suppression-unreadable' }
  end
  if refusal then
    if because == 'cap' then batch_capped(account, id, batch, lane, now + why) end
    if because == 'cap-counting' then batch_counting(account, id, batch, now) end
    return { 'postponed', math.ceil(why), 1, became or '', because, wakes }
  end
  local of = lane == 'bulk' and not again and batch_of(id, batch)
  local pace_ms = of and pace_wait(account, of, promised or attempts > 0 or known[9], share, now) or 0
  if pace_ms > 0 then return { 'postponed', math.ceil(pace_ms), 1, became or '', 'batch-pace' } end

  local riding = (again or share) and redis.call('ZSCORE', permits, token)
  -- As fast as the limit could send them, and so seldom that asking in vain takes no time from others.
  local spacing = math.max(20, window / threshold)
  local _, refusals = blame_read(blame, template, now)
  local resting = refusals and refusals['until']
  local postponed, first
  if not (again or riding) then postponed, first = blame_postpone(blame, template, refusals, token, now, spacing) end
  if postponed then return { 'postponed', postponed, first and 1 or 0, became or '' } end
  local turn = (known[9] or resting) and 2 or (refusals and 1 or 0)
  local wait, closed = 0, false
  if not riding then
    local lowered, exhausted_ms = reported_limit(limit, now)
    if exhausted_ms <= 0 and lowered and lane == 'bulk' then exhausted_ms = reported_pace(permits, now, lowered, pace_window) end
    wait = exhausted_ms
    if wait <= 0 then
      wait, closed = gate_take(gate, permits, token, now, window, reported_threshold(lowered, reserve, threshold), probe_ms,
        turn, seen)
    end
  end
  if wait > 0 then
    if closed and turn == 2 and not again then return { 'postponed', wait, known[9] and 1 or 0, became or '' } end
    if again then
      redis.call('HINCRBY', entry, field.attempts, -1)
      cap_correct(account, entry, false)
      became = entry_again(account, id, batch, entry)
      entry_move(account, id, batch, status, became, now)
      redis.call('HDEL', entry, field.token)
      if became ~= 'enqueued' then return { 'settled', became, 0, became } end
    end
    return { 'wait', wait, 0, became }
  end

  if not again then
    if not riding then blame_probe(blame, template, refusals, token, now, probe_ms) end
    attempts = attempts + 1
    for _, text in ipairs({ field.token, token, field.attempts, attempts }) do fields[#fields + 1] = text end
    if contact_count(account, contact, now) then fields[#fields + 1], fields[#fields + 2] = field.counted, 1 end
    if of then pace_take(account, of, now) end
  end
  if is_canary then canary_join(account, batch, id) end
  entry_move(account, id, batch, status or nil, 'sending', now, fields)
  if status == 'unknown' then redis.call('PERSIST', entry) end
  return { 'go', became and -attempts or attempts }
end

return entry_each(account, now, 15, begin_one)
`
