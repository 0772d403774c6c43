/**
 * Lifts records. Keys: sources, days. Arguments: start of the list's keys, the numbers of the reasons and those of the sources whose
 * records go (each between commas; nothing: of all), since when and until when they were added (s; 0: whenever); then persons' marks, or, where
 * the sixth is `lists`, ends of lists' keys. Answers how many records were lifted of each reason, by number.
 */
export const liftSuppressionsLua = /* lua */ `
local now, lifted = gate_now(), { 0, 0, 0, 0, 0 }
local first, last = tonumber(ARGV[4]), tonumber(ARGV[5])
-- A first write that needs no memory lets the others pass.
redis.call('PERSIST', sources)

local function goes(record)
  if ARGV[2] ~= '' and not string.find(ARGV[2], ',' .. record.reason .. ',', 1, true) then return false end
  if ARGV[3] ~= '' and not string.find(ARGV[3], ',' .. record.source .. ',', 1, true) then return false end
  return record.since >= first and (last == 0 or record.since <= last)
end

local function lift(mark, text)
  local records, gone = {}, #text
  for _, record in ipairs(records_of(text, now)) do
    if goes(record) then
      lifted[record.reason] = lifted[record.reason] + 1
      count(counted, -1, record.source)
      count(by_day, 1, suppression_reasons[record.reason] .. ':lifted')
    else
      records[#records + 1] = record
      gone = gone - #record.text
    end
  end
  if gone > 0 then write_records(mark, records) end
end

for index = 7, #ARGV do
  if ARGV[6] == 'lists' then
    local known = redis.call('HGETALL', base .. ARGV[index])
    for at = 1, #known, 2 do lift(string.sub(ARGV[index], 1, 2) .. known[at], known[at + 1]) end
  else
    local text = redis.call('HGET', suppression_list(base, ARGV[index]), string.sub(ARGV[index], 3))
    if text then lift(ARGV[index], text) end
  end
end
write_counts(now)
return lifted
`
