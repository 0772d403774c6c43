/**
 * Where in the log of dispatches (dispatch-log.lua.ts) a page lies. Key: any of the account's, for its place in a
 * cluster. Arguments: prefix, first and last second (epoch, both within), records to leave out, records at most.
 * Answers how many records there are in all, then for each piece of the page: its hour, first and last byte.
 */
export const readDispatchedLua = /* lua */ `
local prefix, from, to = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local skip, wanted = tonumber(ARGV[4]), tonumber(ARGV[5])
local record_bytes, first_hour, last_hour = 24, math.floor(from / 3600), math.floor(to / 3600)

-- How many of the hour's records are before that second.
local function before(key, records, second)
  local low, high = 0, records
  while low < high do
    local middle = math.floor((low + high) / 2)
    local at = redis.call('GETRANGE', key, middle * record_bytes, middle * record_bytes + 3)
    if (struct.unpack('>I4', at)) < second then low = middle + 1 else high = middle end
  end
  return low
end

local total, pieces = 0, {}
for hour = first_hour, last_hour do
  local key = prefix .. ':dispatched:' .. hour
  local records = redis.call('STRLEN', key) / record_bytes
  local first, past = 0, records
  if hour == first_hour then first = before(key, records, from) end
  if hour == last_hour then past = before(key, records, to + 1) end
  local left, here = math.max(0, skip - total), math.max(0, past - first)
  if here > left and wanted > 0 then
    local taken = math.min(wanted, here - left)
    local byte = (first + left) * record_bytes
    pieces[#pieces + 1] = { hour, byte, byte + taken * record_bytes - 1 }
    wanted = wanted - taken
  end
  total = total + here
end
return { total, pieces }
`
