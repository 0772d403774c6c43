/**
 * Which messages are a person's, as Lua functions (entry.lua.ts). A key for each person or message would cost more than half
 * an entry; so the index has parts, each named by the day (epoch) at whose start all of it is gone, and `persons:parts`
 * counts what was noted in each. A part grows by levels of lists, `person:<day>:<level>:<list>`, so that a list has some 64
 * messages however few or many there are. A record: 6 characters of the person's mark (three before them choose the
 * list), 2 bytes of the template's hash, the id.
 *
 * A message is noted before its job is added, for as long as it may wait and follow, and the ledger keeps it after that.
 * What lives longer is noted again when its entry changes (person_keep). A record without a message is harmless.
 */
export const personIndexLua = /* lua */ `
local person_day, person_list_size, person_most_level = 86400000, 64, 6
-- What a message may wait, and be followed, for; and how much of that may be used before it is noted again.
local person_margin, person_margin_used = 7 * person_day, 6 * person_day

-- The level that a part is at with so many records, and how many lists that has.
local function person_level(total)
  local level, room = 0, person_list_size
  while total > room do
    level = level + 1
    room = room + person_list_size * 4 ^ math.min(level, person_most_level)
  end
  return level, 4 ^ math.min(level, person_most_level)
end

-- The part for what is kept for so long (ms): a sixteenth of it longer, at most, so that parts are few.
local function person_part(now, kept)
  local step = 1
  while step * 16 * person_day < kept do step = step * 2 end
  return math.ceil((now + kept) / person_day / step) * step
end

-- The id as a record has it: as it is kept elsewhere, but a UUID alone takes 16 bytes.
local function person_id(id)
  local kept = id_keep(id)
  if #kept == 20 and string.sub(kept, 17) == '\\0\\0\\0\\0' then return string.sub(kept, 1, 16) end
  return #kept == 16 and kept .. '\\0' or kept
end

-- By the letters of a mark's start. With these factors the fullest of 4,096 lists has a fifth more than its share.
local function person_list(prefix, day, level, lists, mark)
  local a, b, c = string.byte(mark, 1, 3)
  return prefix .. ':person:' .. day .. ':' .. level .. ':' .. ((a * 5041 + b * 71 + c) % lists)
end

-- Notes records, each after the three characters that choose its list.
local function person_note(prefix, now, day, notes)
  local parts, count = prefix .. ':persons:parts', #notes
  local total = redis.call('HINCRBY', parts, day, count)
  if total == count then
    for _, each in ipairs(redis.call('HKEYS', parts)) do
      if tonumber(each) * person_day <= now then redis.call('HDEL', parts, each) end
    end
  end
  local level, lists = person_level(total)
  for _, note in ipairs(notes) do
    local key = person_list(prefix, day, level, lists, note)
    if redis.call('RPUSH', key, string.sub(note, 4)) == 1 then redis.call('PEXPIREAT', key, day * person_day) end
  end
end

-- What names a person in an entry's field: the mark, and after a dot until which day it was noted, if it was again.
local function person_mark(text) return text and string.match(text, '^[^.]+') end

-- An entry is about to be kept for so long from now on: longer, perhaps, than it was noted for.
local function person_keep(account, id, entry, now, kept)
  local known = redis.call('HMGET', entry, field.mark, time_field.enqueued)
  local mark, day = string.match(known[1] or '', '^([%w_-]+)%.?(%d*)$')
  if not mark or #mark ~= 11 then return end
  local noted = day ~= '' and day * person_day or (tonumber(known[2]) or 0) + person_margin_used + account.retention
  if now + kept <= noted then return end
  local template = redis.call('HMGET', entry, field.namespace, field.elementName)
  local print = string.sub(redis.sha1hex((template[1] or '') .. '\\n' .. (template[2] or '')), 1, 4)
  local record = string.sub(mark, 1, 9) .. struct.pack('>I2', tonumber(print, 16)) .. person_id(id)
  local part = person_part(now, kept + person_margin)
  person_note(account.prefix, now, part, { record })
  redis.call('HSET', entry, field.mark, mark .. '.' .. part)
end

-- Calls back with each list that a mark may be in.
local function person_each_list(prefix, mark, work)
  local parts = redis.call('HGETALL', prefix .. ':persons:parts')
  for index = 1, #parts, 2 do
    for level = 0, person_level(tonumber(parts[index + 1])) do
      work(person_list(prefix, parts[index], level, 4 ^ math.min(level, person_most_level), mark))
    end
  end
end

-- Takes messages out of the index.
local function person_erase(prefix, mark, ids)
  if not mark then return end
  local start, gone = string.sub(mark, 4, 9), {}
  for _, id in ipairs(ids) do gone[person_id(id)] = true end
  person_each_list(prefix, mark, function(key)
    for _, record in ipairs(redis.call('LRANGE', key, 0, -1)) do
      if string.sub(record, 1, 6) == start and gone[string.sub(record, 9)] then redis.call('LREM', key, 0, record) end
    end
  end)
end
`

/**
 * Notes messages. Keys: persons. Arguments: prefix; how long the ledger keeps a message (ms); the name and the text of the key that their
 * persons are marked with; then groups: for how long its messages are put off (ms); the records, each after its length.
 */
export const notePersonsLua = /* lua */ `
local prefix, persons, now = ARGV[1], KEYS[1], gate_now()
redis.call('HSETNX', persons, ARGV[3], ARGV[4])
local retention = math.max(tonumber(ARGV[2]), tonumber(redis.call('HGET', persons, 'retention')) or 0)
for index = 5, #ARGV, 2 do
  local packed, notes, at = ARGV[index + 1], {}, 1
  while at <= #packed do
    local length = string.byte(packed, at)
    notes[#notes + 1] = string.sub(packed, at + 1, at + length)
    at = at + 1 + length
  end
  person_note(prefix, now, person_part(now, tonumber(ARGV[index]) + person_margin + retention), notes)
end
return 0
`

/** Erases records. Keys: persons. Arguments: prefix, the mark, ids. */
export const erasePersonsLua = /* lua */ `
person_erase(ARGV[1], ARGV[2], { unpack(ARGV, 3) })
return 0
`

/**
 * Finds records. Keys: persons. Arguments: prefix; then for each list its key's end, how many starts of records are wanted there, and
 * these. Answers what is found, each after the number (from 1) of what was wanted.
 */
export const findPersonsLua = /* lua */ `
local answer, at, wanted_so_far = {}, 2, 0
while at <= #ARGV do
  local count, wanted, length = tonumber(ARGV[at + 1]), {}, 0
  for index = 1, count do
    local start = ARGV[at + 1 + index]
    wanted[start], length = wanted_so_far + index, #start
  end
  for _, record in ipairs(redis.call('LRANGE', ARGV[1] .. ':person:' .. ARGV[at], 0, -1)) do
    local number = wanted[string.sub(record, 1, length)]
    if number then
      answer[#answer + 1] = number
      local kept = string.sub(record, 9)
      answer[#answer + 1] = id_unpack(#kept == 16 and kept .. '\\0\\0\\0\\0' or kept)
    end
  end
  wanted_so_far, at = wanted_so_far + count, at + 2 + count
end
return answer
`
