import { sliceLengths } from '../reports/slice-length.js'

/** In which slice a message is counted while a report may change its status, as Lua functions (entry.lua.ts). */
export const sliceCountLua = /* lua */ `
local long_slices = { ${sliceLengths.map(({ length }) => length).join(', ')} }

local function slice_of(account, sending)
  return math.floor((tonumber(sending) or 0) / account.slice_ms)
end

local function slice_join(account, id, entry)
  local known = redis.call('HMGET', entry, time_field.sending, field.to, field.mark, field.upstream)
  local slice = slice_of(account, known[1])
  local found_by = person_mark(known[3]) or known[2]
  if account.findable and found_by then
    entry_found_by_recipient(account, id, found_by, tonumber(known[1]) or 0)
    events_awaited(account, known[4], found_by)
  end
  redis.call('RPUSH', account.prefix .. ':slice:' .. slice, id_keep(id))
  count_add(account, account.total, slice, 1)
  count_add(account, account.open, slice, 1)
end

-- It is counted in its step's slice, or in a longer one once that was merged; one that joined late, in either.
local function slice_leave(account, entry)
  local step = slice_of(account, redis.call('HGET', entry, time_field.sending))
  local of = account.later and account.later[account.open]
  local joining = of and of.sums[step] or 0
  if (tonumber(redis.call('HGET', account.open, step)) or 0) + joining > 0 then
    count_add(account, account.open, step, -1)
    return
  end
  local long = account.prefix .. ':slices:long'
  for _, length in ipairs(long_slices) do
    local open = length .. ':' .. (step - step % length) .. ':open'
    if (tonumber(redis.call('HGET', long, open)) or 0) > 0 then
      redis.call('HINCRBY', long, open, -1)
      return
    end
  end
end
`
