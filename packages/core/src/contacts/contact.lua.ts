import { hoursLua } from './hours/hours.lua.js'
import { suppressionLua } from './suppression/suppression.lua.js'

/**
 * Whether a person may be messaged now, as a Lua function for `begin`. `contact` is what contacts.ts says of the message; empty: nothing is
 * asked. Answers nothing where the message may go, else one of
 *
 * - `suppressed`, for which reason: the message is not sent.
 * - `unreadable`, which data key is missing: it waits, for nobody can say whether its person is on a list, or has had enough.
 * - `postponed`, for how long (ms), why, and until when where that is a moment for many (epoch ms): it waits for its hour, or for its person's
 *   next turn.
 */
export const contactLua = /* lua */ `${suppressionLua}${hoursLua}
-- Which data key is missing to look for a person on the lists that there are.
local function contact_missing_key(closed, has_own, has_all)
  local own, all = string.match(closed, '^([^,]*),(.*)$')
  return (has_own and own ~= '' and own) or (has_all and all ~= '' and all) or nil
end

local function contact_refusal(account, contact, now, batch)
  local kind, marks, all_marks, closed, hours = string.match(contact, '^(%l);([^;]*);([^;]*);([^;]*);(.*)$')
  if not kind then return nil end
  local has_own, has_all = suppression_any(account, all_marks)
  if has_own or has_all then
    local reason = suppression_of(account, has_own and marks or '', has_all and all_marks or '', kind, now)
    if reason then return 'suppressed', reason end
    local missing = closed ~= '' and kind ~= 'o' and contact_missing_key(closed, has_own, has_all)
    if missing then return 'unreadable', missing end
  end
  local wait, wakes = hours_wait(account, batch, hours, now)
  if wait then return 'postponed', wait, 'quiet-hours', wakes end
  local cap = kind == 'm' and account.cap
  if not cap then return nil end
  local missing = closed ~= '' and contact_missing_key(closed, true, false)
  if missing then return 'unreadable', missing end
  local ms, is_known = cap_wait(account, marks, now)
  if ms <= 0 then return nil end
  if is_known and not cap.waits then return 'suppressed', 'cap' end
  return 'postponed', ms, 'cap'
end

-- An attempt begins that counts for its person's cap: answers whether it does.
local function contact_count(account, contact, now)
  local mark = account.cap and string.match(contact, '^m;([^;,]+)')
  if mark then cap_count(account, mark, now) end
  return mark and true or false
end
`
