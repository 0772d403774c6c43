/** Doing the same for many messages in one call, as Lua functions (entry.lua.ts). */
export const entryEachLua = /* lua */ `
-- Redis before 7 puts a place in the script before the code.
local function entry_fault(fault)
  local text = string.gsub(type(fault) == 'table' and fault.err or tostring(fault), '^@user_script: ?%d+: ', '')
  return { err = string.find(text, '^%u+ ') and text or 'ERR ' .. text }
end

-- Writes what was counted of one key.
local function count_flush(account, key, of)
  local under_way
  for name, by in pairs(of.sums) do
    local sum = by ~= 0 and count_write(account, key, name, by, of.began)
    if name == 'sending' then under_way = sum and sum > 0 end
  end
  if of.kept then batch_keep(key, of.kept) end
  if of.outcomes then outcomes_write(account, key, of.outcomes, of.bad, of.late) end
  if of.settled and not under_way then batch_finish(account, key) end
end

-- Does the same for many messages: for each stand, from 'first' on, how many arguments it has, and these. What they count is
-- written once, at the end. Whoever fails, fails alone: its answer is the error.
local function entry_each(account, now, first, work)
  local answers, at = {}, first
  account.now, account.facts, account.later = now, {}, {}
  while at <= #ARGV do
    local last = at + tonumber(ARGV[at])
    account.turn = #answers + 1
    local went, answer = pcall(work, at + 1, last)
    answers[account.turn] = went and answer or entry_fault(answer)
    at = last + 1
  end
  for key, of in pairs(account.later) do
    local went, fault = pcall(count_flush, account, key, of)
    for turn in pairs(went and {} or of.turns) do answers[turn] = entry_fault(fault) end
  end
  return answers
end
`
