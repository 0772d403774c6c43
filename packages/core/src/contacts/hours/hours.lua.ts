import { wakePace } from './asleep.js'

/**
 * Whether a message has to wait for its hour, as a Lua function for `begin`. `hours` are of the texts `from,until,next,mark` (epoch s), which hours-term.ts
 * reckons by the worker's clock, read once for all messages of a call; this decides by Redis's. Answers nothing where it may go, else for how long it waits and until when (ms).
 *
 * Who waits is counted by when it may go, for the account and for its batch: fields `<mark>:<epoch ms>` of a hash that ends a day after
 * the last of them. The count keeps them in their order: so many wake in a ms, and no more.
 */
export const hoursLua = /* lua */ `
local hours_day_ms = 86400000

local function hours_count(key, opens, mark, now)
  local field = mark .. ':' .. string.format('%.0f', opens)
  local count = redis.call('HINCRBY', key, field, 1)
  if count == 1 then
    for _, other in ipairs(redis.call('HKEYS', key)) do
      if (tonumber(string.match(other, ':(%d+)$')) or now) < now - hours_day_ms then redis.call('HDEL', key, other) end
    end
    local ends = math.max(opens + hours_day_ms, now + math.max(0, redis.call('PTTL', key)))
    redis.call('PEXPIREAT', key, string.format('%.0f', ends))
  end
  return count
end

-- Texts with a semicolon between.
local function hours_read(texts, now)
  local known = {}
  for from, closes, later, mark in string.gmatch(texts, '(%d+),(%d+),(%d+),([^;]*)') do
    from, closes, later = from * 1000, closes * 1000, later * 1000
    known[#known + 1] = { is_open = now >= from and now < closes, opens = now < from and from or later, mark = mark }
  end
  return known
end

local function hours_wait(account, batch, hours, now)
  if hours.is_open then return nil end
  local opens, mark = hours.opens, hours.mark
  -- The clocks are far apart: what was reckoned tells nothing of now.
  if opens <= now then return 1000, now + 1000 end
  local count = hours_count(account.prefix .. ':quiet-hours', opens, mark, now)
  if batch ~= '' then hours_count(account.prefix .. ':batch:' .. batch .. ':quiet-hours', opens, mark, now) end
  local wakes = opens + ${wakePace.slackMs} + math.floor(count / ${wakePace.perMs})
  return wakes - now, wakes
end
`
