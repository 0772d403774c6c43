import { suppressionReasons } from './suppression.js'

/**
 * Who is not to be messaged, as Lua functions. A list is 16,384 small hashes, so that each stays a listpack: `suppressed:<two
 * characters of the person's mark, and the third's byte modulo 4>`, with the mark from its third character on as the field. The
 * value is one record or more: a byte (the reason's number, + 8 × that of what it covers, + 32: it ends, + 64: a message's id of
 * 16 bytes follows, + 128: one of 20); since when (4 bytes, s); the number of its source (3 bytes); when it ends (4 bytes, s); the id.
 */
export const suppressionLua = /* lua */ `
local suppression_reasons = { ${suppressionReasons.map((reason) => `'${reason}'`).join(', ')} }
local suppression_id_bytes = { [0] = 0, 16, 20 }
local suppression_quarter = { [0] = '0', '1', '2', '3' }

-- The list that a mark belongs to, which stands in a text from a place on (default: it is the text).
local function suppression_list(base, text, at)
  at = at or 1
  return base .. string.sub(text, at, at + 1) .. suppression_quarter[string.byte(text, at + 2) % 4]
end

-- The record that begins there: reason, what it covers, its end (ms) or nil, its length.
local function suppression_record(text, at)
  local head = string.byte(text, at)
  local ends = head % 64 >= 32
  local length = (ends and 12 or 8) + suppression_id_bytes[math.floor(head / 64)]
  return head % 8, math.floor(head / 8) % 4, ends and struct.unpack('>I4', text, at + 8) * 1000 or nil, length
end

-- Looks for a person by so many marks, of 11 characters each, that stand in a text from a place on.
local function suppression_first(base, text, from, count, kind, now, first)
  for place = from, from + (count - 1) * 11, 11 do
    local records = redis.call('HGET', suppression_list(base, text, place), string.sub(text, place + 2, place + 10))
    local at = 1
    while records and at <= #records do
      local reason, covers, ends, length = suppression_record(records, at)
      local covered = covers == 3 or (covers == 2 and kind ~= 'o') or (covers == 1 and kind == 'm')
      if covered and not (ends and ends <= now) and reason < (first or 8) then first = reason end
      at = at + length
    end
  end
  return first
end

-- How the keys of the account's list begin, and of that for all, of which the account may have a copy; nil where there is none.
local function suppression_bases(account, copied, has_own, has_all)
  local all = copied and account.prefix .. ':suppressed:all:' or 'disparo:{*}:suppressed:'
  return has_own and account.prefix .. ':suppressed:' or nil, has_all and all or nil
end

-- The reason for which a message of this kind (o: one-time code, m: marketing, u: other) may not go to a person, or nil. In 'text', from a
-- place on, stand so many marks of the account's list, then so many of that for all.
local function suppression_of(own_base, all_base, text, from, own, all, kind, now)
  local first
  if own_base then first = suppression_first(own_base, text, from, own, kind, now) end
  if all_base then first = suppression_first(all_base, text, from + own * 11, all, kind, now, first) end
  return first and suppression_reasons[first] or nil
end
`

/** Whether there are such lists, as a Lua function. */
export const suppressionAnyLua = /* lua */ `
-- Whether anybody is, or was, on the list of the account, and on that of all, so that a person has to be looked for. A copy counts
-- as such.
local function suppression_any(account, all, copied)
  local own_sources, all_sources = account.prefix .. ':suppressed:sources', 'disparo:{*}:suppressed:sources'
  if copied or all == 0 then return redis.call('EXISTS', own_sources) > 0, copied end
  local found = redis.call('EXISTS', own_sources, all_sources)
  if found ~= 1 then return found > 0, found > 0 end
  local has_own = redis.call('EXISTS', own_sources) > 0
  return has_own, not has_own
end
`
