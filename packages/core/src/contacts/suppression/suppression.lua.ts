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

local function suppression_list(base, mark)
  return base .. string.sub(mark, 1, 2) .. string.byte(mark, 3) % 4
end

-- The record that begins there: reason, what it covers, its end (ms) or nil, its length.
local function suppression_record(text, at)
  local head = string.byte(text, at)
  local ends = head % 64 >= 32
  local length = (ends and 12 or 8) + suppression_id_bytes[math.floor(head / 64)]
  return head % 8, math.floor(head / 8) % 4, ends and struct.unpack('>I4', text, at + 8) * 1000 or nil, length
end

local function suppression_first(base, marks, kind, now, first)
  for mark in string.gmatch(marks, '[%w_-]+') do
    local text = redis.call('HGET', suppression_list(base, mark), string.sub(mark, 3))
    local at = 1
    while text and at <= #text do
      local reason, covers, ends, length = suppression_record(text, at)
      local covered = covers == 3 or (covers == 2 and kind ~= 'o') or (covers == 1 and kind == 'm')
      if covered and not (ends and ends <= now) and reason < (first or 8) then first = reason end
      at = at + length
    end
  end
  return first
end

local function suppression_base_of_all(account, all_marks)
  return string.sub(all_marks, 1, 1) == '@' and account.prefix .. ':suppressed:all:' or 'disparo:{*}:suppressed:'
end

-- Whether anybody is, or was, on the list of the account, and on that of all, so that a person has to be looked for: asked once in a
-- script. A copy counts as such.
local function suppression_any(account, all_marks)
  if account.has_suppressed == nil then
    account.has_suppressed = redis.call('EXISTS', account.prefix .. ':suppressed:sources') > 0
    account.all_suppressed = string.sub(all_marks, 1, 1) == '@' or
      (all_marks ~= '' and redis.call('EXISTS', 'disparo:{*}:suppressed:sources') > 0)
  end
  return account.has_suppressed, account.all_suppressed
end

-- The reason for which a message of this kind (o: one-time code, m: marketing, u: other) may not go to a person, or nil. Marks are
-- as suppression-lists.ts writes them, several with commas; those for all begin with @ where the account has a copy of that list.
local function suppression_of(account, marks, all_marks, kind, now)
  local first = suppression_first(account.prefix .. ':suppressed:', marks, kind, now)
  if all_marks ~= '' then first = suppression_first(suppression_base_of_all(account, all_marks), all_marks, kind, now, first) end
  return first and suppression_reasons[first] or nil
end
`
