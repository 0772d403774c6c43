import { wakePace } from './asleep.js'

/**
 * Whether a message has to wait for its hour, as a Lua function for `begin`. `hours`: `from,until,next,mark` (epoch s), as hours-term.ts
 * reckons them by the worker's clock; this decides by Redis's. Answers nothing where it may go, else for how long it waits and until when (ms).
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

local function hours_wait(account, batch, hours, now)
  local from, closes, later, mark = string.match(hours, '^(%d+),(%d+),(%d+),(.*)$')
  if not from then return nil end
  from, closes, later = from * 1000, closes * 1000, later * 1000
  if now >= from and now < closes then return nil end
  local opens = now < from and from or later
  -- The clocks are far apart: what was reckoned tells nothing of now.
  if opens <= now then return 1000, now + 1000 end
  local count = hours_count(account.prefix .. ':quiet-hours', opens, mark, now)
  if batch ~= '' then hours_count(account.prefix .. ':batch:' .. batch .. ':quiet-hours', opens, mark, now) end
  local wakes = opens + ${wakePace.slackMs} + math.floor(count / ${wakePace.perMs})
  return wakes - now, wakes
end
`
