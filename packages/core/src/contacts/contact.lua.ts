import { hoursLua } from './hours/hours.lua.js'
import { suppressionLua } from './suppression/suppression.lua.js'

/**
 * Whether a person may be messaged now, as a Lua function for `begin`. `contact` is what contacts.ts says of the message (empty: nothing is
 * asked), and `account.contacts` what it says of all of a call, which is read once. Answers nothing where the message may go, else one of
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

-- What goes for all messages of a call; false: nothing is asked of any.
local function contact_terms(account, now)
  local text = account.contacts
  local own, all, place = string.byte(text, 1, 3)
  local terms = { own = own - 48, all = all - 48, copied = place == 64 }
  terms.has_own, terms.has_all = suppression_any(account, terms.all, terms.copied)
  if #text == 4 and not (terms.has_own or terms.has_all or account.cap) then return false end
  local ends = string.find(text, ';', 4, true)
  terms.closed = string.sub(text, 4, ends - 1)
  terms.hours = #text > ends and hours_read(string.sub(text, ends + 1), now)
  return terms
end

local function contact_refusal(account, contact, now, batch)
  if contact == '' then return nil end
  if account.contact_terms == nil then account.contact_terms = contact_terms(account, now) end
  local terms = account.contact_terms
  if not terms then return nil end
  local kind, closed = string.sub(contact, 1, 1), terms.closed
  if terms.has_own or terms.has_all then
    local reason = suppression_of(account, contact, 5, terms.own, terms.all, terms.copied, kind, now, terms.has_own, terms.has_all)
    if reason then return 'suppressed', reason end
    local missing = closed ~= '' and kind ~= 'o' and contact_missing_key(closed, terms.has_own, terms.has_all)
    if missing then return 'unreadable', missing end
  end
  local hours = terms.hours and terms.hours[tonumber(string.sub(contact, 2, 4))]
  if hours then
    local wait, wakes = hours_wait(account, batch, hours, now)
    if wait then return 'postponed', wait, 'quiet-hours', wakes end
  end
  local cap = kind == 'm' and account.cap
  if not cap then return nil end
  local missing = closed ~= '' and contact_missing_key(closed, true, false)
  if missing then return 'unreadable', missing end
  local ms, is_known = cap_wait(account, contact, 5, terms.own, now)
  if ms <= 0 then return nil end
  if is_known and not cap.waits then return 'suppressed', 'cap' end
  return 'postponed', ms, 'cap'
end

-- An attempt begins that counts for its person's cap: answers whether it does.
local function contact_count(account, contact, now)
  if not account.cap or string.byte(contact) ~= 109 or #contact < 15 then return false end
  cap_count(account, string.sub(contact, 5, 15), now)
  return true
end
`
