import { hoursLua } from './hours/hours.lua.js'
import { suppressionAnyLua, suppressionLua } from './suppression/suppression.lua.js'

/**
 * Whether a person may be messaged now, as a Lua function for `begin`. `contact` is what contacts.ts says of the message (empty: nothing is
 * asked), and `account.contacts` what it says of all of a call, which is read once. Answers nothing where the message may go, else one of
 *
 * - `suppressed`, for which reason: the message is not sent.
 * - `unreadable`, which data key is missing: it waits, for nobody can say whether its person is on a list, or has had enough.
 * - `postponed`, for how long (ms), why, and until when where that is a moment for many (epoch ms): it waits for its hour, or for its person's
 *   next turn.
 */
export const contactLua = /* lua */ `${suppressionAnyLua}
local contact_ask

-- Made by the first message that something is asked of: where nothing is, that costs nothing.
local function contact_open()
${suppressionLua}${hoursLua}
-- Which data key is missing to look for a person on the lists that there are.
local function missing_key(terms)
  local own, all = string.match(terms.closed, '^([^,]*),(.*)$')
  return (terms.has_own and own ~= '' and own) or (terms.has_all and all ~= '' and all) or nil
end

function contact_ask(account, terms, contact, now, batch)
  local kind, is_open = string.sub(contact, 1, 1), terms.closed == ''
  if not terms.is_read then
    terms.own_base, terms.all_base = suppression_bases(account, terms.copied, terms.has_own, terms.has_all)
    terms.hours = terms.hours and hours_read(terms.hours, now)
    terms.is_read = true
  end
  if terms.has_own or terms.has_all then
    local reason = suppression_of(terms.own_base, terms.all_base, contact, 5, terms.own, terms.all, kind, now)
    if reason then return 'suppressed', reason end
    local missing = not is_open and kind ~= 'o' and missing_key(terms)
    if missing then return 'unreadable', missing end
  end
  local hours = terms.hours and terms.hours[tonumber(string.sub(contact, 2, 4))]
  if hours then
    local wait, wakes = hours_wait(account, batch, hours, now)
    if wait then return 'postponed', wait, 'quiet-hours', wakes end
  end
  local cap = kind == 'm' and account.cap
  if not cap then return nil end
  local missing = not is_open and string.match(terms.closed, '^[^,]+')
  if missing then return 'unreadable', missing end
  local ms, is_known = cap_wait(account, contact, 5, terms.own, now)
  if ms <= 0 then return nil end
  if not is_known then return 'postponed', ms, 'cap-counting' end
  if not cap.waits then return 'suppressed', 'cap' end
  return 'postponed', ms, 'cap'
end
end

-- What goes for all messages of a call; false: nothing is asked of any.
local function contact_terms(account)
  local text = account.contacts
  local own, all, place = string.byte(text, 1, 3)
  own, all = own - 48, all - 48
  local has_own, has_all = suppression_any(account, all, place == 64)
  if #text == 4 and not (has_own or has_all or account.cap) then return false end
  contact_open()
  local ends = string.find(text, ';', 4, true)
  return {
    own = own, all = all, copied = place == 64, has_own = has_own, has_all = has_all, closed = string.sub(text, 4, ends - 1),
    hours = #text > ends and string.sub(text, ends + 1),
  }
end

local function contact_refusal(account, contact, now, batch)
  if contact == '' then return nil end
  local terms = account.contact_terms
  if terms == nil then
    terms = contact_terms(account)
    account.contact_terms = terms
  end
  if terms then return contact_ask(account, terms, contact, now, batch) end
end

-- An attempt begins that counts for its person's cap: answers whether it does.
local function contact_count(account, contact, now)
  if not account.cap or string.byte(contact) ~= 109 or #contact < 15 then return false end
  cap_count(account, string.sub(contact, 5, 15), now)
  return true
end
`
