/**
 * Adds records. Keys: sources, days. Arguments: start of the list's keys, the source's text, that text without who did it, the numbers
 * of sources whose records these replace (each between commas), what they count as; then for each person the mark with the record behind
 * it, and the sealed number or nothing. Of one reason and source a person has one record, which keeps its `since`: what is added never
 * takes away from it. Answers how many were not there yet, and how many cover more now, or for longer.
 */
export const addSuppressionsLua = /* lua */ `
local now, added, changed = gate_now(), 0, 0
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

local id_kinds = { [0] = 0, [16] = 1, [20] = 2 }
local function id_of(record) return string.sub(record.text, record.ends < math.huge and 13 or 9) end

-- What is new, as one record with what was there: the wider cover, the later end, the earlier beginning.
local function joined(record, former)
  local covers, ends = math.max(record.covers, former.covers), math.max(record.ends, former.ends)
  local since, id = math.min(record.since, former.since), id_of(record)
  if id == '' then id = id_of(former) end
  local has_end = ends < math.huge
  local head = record.reason + 8 * covers + (has_end and 32 or 0) + 64 * id_kinds[#id]
  return {
    reason = record.reason, covers = covers, ends = ends, source = source, since = since,
    text = string.char(head) .. struct.pack('>I4I3', since, source) .. (has_end and struct.pack('>I4', ends / 1000) or '') .. id,
  }
end

for index = 6, #ARGV, 2 do
  local mark, given = string.sub(ARGV[index], 1, 11), string.sub(ARGV[index], 12)
  local list, field = suppression_list(base, mark), string.sub(mark, 3)
  local since = struct.unpack('>I4', given, 2)
  if since == 0 then since = math.floor(now / 1000) end
  local packed = string.sub(given, 1, 1) .. struct.pack('>I4I3', since, source) .. string.sub(given, 6)
  local reason, covers, ends = suppression_record(packed, 1)
  local record = { reason = reason, covers = covers, ends = ends or math.huge, source = source, since = since, text = packed }
  local records, former = {}, nil
  for _, known in ipairs(records_of(redis.call('HGET', list, field), now)) do
    if known.reason == reason and (known.source == source or string.find(ARGV[4], ',' .. known.source .. ',', 1, true)) then
      former = former and joined(known, former) or known
      count(counted, -1, known.source)
    else
      records[#records + 1] = known
    end
  end
  if former then record = joined(record, former) end
  records[#records + 1] = record
  count(counted, 1, source)
  shorten(records)
  write_records(mark, records)
  if ARGV[index + 1] ~= '' then redis.call('HSET', suppression_list(base .. 'number:', mark), field, ARGV[index + 1]) end
  if not former then
    added = added + 1
    count(by_day, 1, suppression_reasons[reason] .. ':' .. ARGV[5])
  elseif record.covers > former.covers or record.ends > former.ends then
    changed = changed + 1
  end
end
write_counts(now, source)
return { added, changed }
`
