/**
 * Whose fault a refusal is: the account's, one message's, or a template's. What got through meanwhile tells. A hash that is
 * there only while something is wrong: `through`, when the latest attempt began that got through since (ms); and a record
 * (JSON) for each template of which nothing has got through since it was refused:
 *
 * - `since`, `last`: its first and latest refusal (ms); `n` of them; `by`: the first message, `many`: there were others;
 * - once it rests: `until` and `rests` (for the backoff), the `reason`, `probe` and `probeUntil` while one attempt tries
 *   whether it may go again, `wake`, when the last of its messages that were put off comes back, and whether one of them
 *   does so before the backlog (`scout`).
 */
export const faultAttributionLua = /* lua */ `
local blame_kept, blame_templates = 3600000, 100

-- What lies in the future is by a clock that was set back since, and forgotten.
local function blame_read(blame, template, now)
  local known = redis.call('HMGET', blame, 'through', 't' .. template)
  local through, record = tonumber(known[1]), known[2] and cjson.decode(known[2]) or nil
  if through and through > now then through = nil end
  if record and record.last > now then record = nil end
  return through, record
end

-- A record more than there is room for takes the place of the one that was refused least lately.
local function blame_write(blame, template, record, now)
  local name = 't' .. template
  if redis.call('HLEN', blame) > blame_templates and redis.call('HEXISTS', blame, name) == 0 then
    local all, oldest, last = redis.call('HGETALL', blame), nil, now
    for place = 1, #all, 2 do
      local other = all[place] ~= 'through' and cjson.decode(all[place + 1])
      if other and other.last <= last then oldest, last = all[place], other.last end
    end
    if oldest then redis.call('HDEL', blame, oldest) end
  end
  redis.call('HSET', blame, name, cjson.encode(record))
  redis.call('PEXPIRE', blame, blame_kept)
end

-- For how many ms a message is put off because its template rests, nil: it may go; and whether it is the first, which comes
-- back before the backlog, so that the template is tried in time. The others come back behind the backlog, one after the other, 'spacing' ms apart: a million of them ask no more often than a thousand.
local function blame_postpone(blame, template, record, token, now, spacing)
  if not record or not record['until'] or record.probe == token then return nil end
  local free_at = record['until']
  if now >= free_at then
    if not record.probe or now >= record.probeUntil then return nil end
    free_at = now + 250
  end
  local first = not record.scout
  record.wake = math.ceil(math.max(record.wake or 0, free_at) + spacing)
  record.scout = true
  blame_write(blame, template, record, now)
  return (first and free_at or record.wake) - now, first
end

-- The first message of a resting template that may go is its probe.
local function blame_probe(blame, template, record, token, now, probe_ms)
  if not record or not record['until'] then return end
  record.probe, record.probeUntil = token, now + probe_ms
  blame_write(blame, template, record, now)
end

-- A probe that ends without an attempt makes room for the next.
local function blame_release(blame, template, token, now)
  local _, record = blame_read(blame, template, now)
  if not record or record.probe ~= token then return end
  record.probe, record.probeUntil = nil, nil
  redis.call('HSET', blame, 't' .. template, cjson.encode(record))
end

-- An attempt that began at 'begun' got through. Answers whether its template had rested.
local function blame_passed(blame, template, begun, now)
  local through, record = blame_read(blame, template, now)
  redis.call('HSET', blame, 'through', math.max(through or 0, begun))
  if not record then return false end
  redis.call('HDEL', blame, 't' .. template)
  return record['until'] ~= nil
end

-- Judges a refusal. 'refused': when the message was refused last (nil: never, or it went with others), 'own': whether that
-- was its own fault before. Answers 'account', 'message' or 'template'; whether anything got through since the message was
-- refused last; and for how long its template has just begun to rest.
local function blame_refused(blame, template, refusal, now)
  local through, record = blame_read(blame, template, now)
  local fresh = through and refusal.refused and through > refusal.refused
  local rests = record and record['until'] ~= nil
  if not rests and (refusal.own or (fresh and not (record and record.many))) then return 'message', fresh end
  record = record or { since = now, n = 0, by = refusal.id }
  record.n, record.last = record.n + 1, now
  record.many = record.many or refusal.shared or refusal.id ~= record.by
  local shown = record.many and record.n >= refusal.needed and through and through > record.since
  local pause = nil
  if record.probe == refusal.token or (not rests and shown) then
    record.rests = (record.rests or 0) + 1
    pause = math.max(refusal.pause, math.min(refusal.longest, refusal.first * 2 ^ (record.rests - 1)))
    record['until'], record.reason, record.probe, record.probeUntil, record.scout = now + pause, refusal.reason, nil, nil, nil
  end
  blame_write(blame, template, record, now)
  return (rests or pause) and 'template' or 'account', fresh, pause
end
`
