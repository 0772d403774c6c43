/** Minutes for which changes are counted by minute. */
export const minutesKept = 120
/** So many buckets of a batch; beyond that, changes are counted by day: 31 days of hours, and the minutes of now. */
const mostBuckets = 1_500

/**
 * How many messages of a batch came to a status when, as Lua functions (entry.lua.ts). `batch:<id>:series` is a hash: fields
 * `<letter of the status><minute>` for the last two hours, and `h<hour>` for what is older, with the counts of all statuses as
 * `T120R95`. `rolled` is the half-hour in which minutes were last made hours. Minutes and hours are of the epoch.
 */
export const batchSeriesLua = /* lua */ `
local minutes_kept, half_hour_ms = ${minutesKept}, 1800000

local function series_add_hour(key, hour, letter, by)
  local name = 'h' .. hour
  local known = redis.call('HGET', key, name)
  if not known and redis.call('HLEN', key) >= ${mostBuckets} then
    name = 'h' .. (hour - hour % 24)
    known = redis.call('HGET', key, name)
  end
  local text, found = string.gsub(known or '', letter .. '(%d+)', function(count) return letter .. (count + by) end)
  redis.call('HSET', key, name, found > 0 and text or text .. letter .. by)
end

local function series_roll(key, now)
  local oldest, flat, gone = math.floor(now / 60000) - minutes_kept, redis.call('HGETALL', key), {}
  for place = 1, #flat, 2 do
    local letter, minute = string.match(flat[place], '^(%u)(%d+)$')
    if letter and tonumber(minute) <= oldest then
      series_add_hour(key, math.floor(minute / 60), letter, tonumber(flat[place + 1]))
      gone[#gone + 1] = flat[place]
    end
  end
  if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
end

-- A minute has its first count: every half-hour the old ones roll into hours, and the batch is kept on.
local function series_began(account, key)
  local half_hour = math.floor(account.now / half_hour_ms)
  local rolled = redis.call('HGET', key, 'rolled')
  if rolled == tostring(half_hour) then return end
  redis.call('HSET', key, 'rolled', half_hour)
  if rolled then series_roll(key, account.now) end
  local batch = string.sub(key, 1, -8)
  batch_keep(batch, (account.kept or account.retention) + half_hour_ms)
  local left = redis.call('PTTL', batch)
  if left > 0 and redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, left) end
end

-- 'at' is when it happened, as far as known: upstream's clock may be wrong, but not by more than what is remembered.
local function series_count(account, batch, to, at)
  account.now = account.now or gate_now()
  local now, letter = account.now, time_field[to]
  if account.series_of ~= batch then
    account.series_of, account.series = batch, account.prefix .. ':batch:' .. batch .. ':series'
  end
  if at == now then
    account.minute = account.minute or tostring(math.floor(now / 60000))
    return count_add(account, account.series, letter .. account.minute, 1, series_began)
  end
  local minute = math.floor(math.max(now - account.retention, math.min(now, at)) / 60000)
  if minute > math.floor(now / 60000) - minutes_kept then
    return count_add(account, account.series, letter .. minute, 1, series_began)
  end
  series_add_hour(account.series, math.floor(minute / 60), letter, 1)
  series_began(account, account.series)
end
`
