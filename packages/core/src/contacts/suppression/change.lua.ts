/**
 * What adding and lifting share. `suppressed:sources` has of each source `s:<number>` (its text, JSON), `i:<text>` (its number),
 * `n:<number>` (how many records are left of it); one with none left is forgotten, so that there are as many as are of use.
 * `suppressed:days` counts by `<day, epoch>:<reason>:<rule, import, hand or lifted>`.
 */
export const changeSuppressionsLua = /* lua */ `
local sources, days, base = KEYS[1], KEYS[2], ARGV[1]
local day_ms, days_kept = 86400000, 400
local counted, by_day = {}, {}

local function count(of, by, what) of[what] = (of[what] or 0) + by end

-- Splits what is kept of a person into its records; those that have ended go.
local function records_of(text, now)
  local records, at = {}, 1
  while text and at <= #text do
    local reason, covers, ends, length = suppression_record(text, at)
    local source = struct.unpack('>I3', text, at + 5)
    if ends and ends <= now then
      count(counted, -1, source)
    else
      records[#records + 1] = {
        reason = reason, covers = covers, ends = ends or math.huge, source = source,
        since = struct.unpack('>I4', text, at + 1), text = string.sub(text, at, at + length - 1),
      }
    end
    at = at + length
  end
  return records
end

local function write_records(mark, records)
  local list, field, texts = suppression_list(base, mark), string.sub(mark, 3), {}
  for index, record in ipairs(records) do texts[index] = record.text end
  if #texts > 0 then
    redis.call('HSET', list, field, table.concat(texts))
  else
    redis.call('HDEL', list, field)
    redis.call('HDEL', suppression_list(base .. 'number:', mark), field)
  end
end

local function write_counts(now, kept)
  local day = math.floor(now / day_ms)
  for source, by in pairs(counted) do
    if by ~= 0 and redis.call('HINCRBY', sources, 'n:' .. source, by) <= 0 and source ~= kept then
      local text = redis.call('HGET', sources, 's:' .. source)
      redis.call('HDEL', sources, 's:' .. source, 'n:' .. source, 'i:' .. (text or ''))
    end
  end
  for what, by in pairs(by_day) do
    if redis.call('HINCRBY', days, day .. ':' .. what, by) == by then
      for _, field in ipairs(redis.call('HKEYS', days)) do
        if tonumber(string.match(field, '^%d+')) < day - days_kept then redis.call('HDEL', days, field) end
      end
    end
  end
end
`
