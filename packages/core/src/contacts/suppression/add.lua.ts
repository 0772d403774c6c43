/**
 * Adds records. Keys: sources, days. Arguments: start of the list's keys, the source's text, that text without who did it, the numbers
 * of sources whose records these replace (each between commas), what they count as; then for each person the mark with the record behind
 * it, and the sealed number or nothing. Of one reason and source a person has one record, which keeps its `since`.
 * Answers how many were not there yet.
 */
export const addSuppressionsLua = /* lua */ `
local now, added = gate_now(), 0
-- A first write that needs no memory lets the others pass: who asks not to be messaged is heard by a full Redis, too.
if #ARGV <= 25 then redis.call('PERSIST', sources) end

local text = ARGV[2]
local source = tonumber(redis.call('HGET', sources, 'i:' .. text))
if not source then
  if redis.call('HLEN', sources) > 60000 then text = ARGV[3] end
  source = tonumber(redis.call('HGET', sources, 'i:' .. text)) or redis.call('HINCRBY', sources, 'next', 1)
  redis.call('HSET', sources, 'i:' .. text, source, 's:' .. source, text)
end

local longest_value = 64
-- A list stays small only while its values are short: a record that another of its reason covers goes first.
local function shorten(records)
  local length = 0
  for _, record in ipairs(records) do length = length + #record.text end
  if length <= longest_value then return end
  for index, record in ipairs(records) do
    for other, beside in ipairs(records) do
      if other ~= index and beside.reason == record.reason and beside.covers >= record.covers and beside.ends >= record.ends then
        count(counted, -1, record.source)
        table.remove(records, index)
        return shorten(records)
      end
    end
  end
end

for index = 6, #ARGV, 2 do
  local mark, given = string.sub(ARGV[index], 1, 11), string.sub(ARGV[index], 12)
  local list, field = suppression_list(base, mark), string.sub(mark, 3)
  local reason, since = string.byte(given) % 8, struct.unpack('>I4', given, 2)
  if since == 0 then since = math.floor(now / 1000) end
  local records, is_new = {}, true
  for _, record in ipairs(records_of(redis.call('HGET', list, field), now)) do
    if record.reason == reason and (record.source == source or string.find(ARGV[4], ',' .. record.source .. ',', 1, true)) then
      since, is_new = math.min(since, record.since), false
      count(counted, -1, record.source)
    else
      records[#records + 1] = record
    end
  end
  local record = string.sub(given, 1, 1) .. struct.pack('>I4I3', since, source) .. string.sub(given, 6)
  local _, covers, ends = suppression_record(record, 1)
  records[#records + 1] = { reason = reason, covers = covers, ends = ends or math.huge, source = source, text = record }
  count(counted, 1, source)
  shorten(records)
  write_records(mark, records)
  if ARGV[index + 1] ~= '' then redis.call('HSET', suppression_list(base .. 'number:', mark), field, ARGV[index + 1]) end
  if is_new then
    added = added + 1
    count(by_day, 1, suppression_reasons[reason] .. ':' .. ARGV[5])
  end
end
write_counts(now, source)
return added
`
