import { changeSuppressionsLua } from '../suppression/change.lua.js'
import { suppressionReasons } from '../suppression/suppression.js'
import { suppressionLua } from '../suppression/suppression.lua.js'
import { undeliverableLua } from './undeliverable.lua.js'

/**
 * A number is good: a message has come through to it. What failed before counts no longer, and where it was taken for
 * invalid by the rule, that ends. What people wrote by hand stays.
 */
export const goodNumberLua = /* lua */ `${suppressionLua}${undeliverableLua}
local function lift_invalid_number(prefix, mark, text, at_s)
  local KEYS = { prefix .. ':suppressed:sources', prefix .. ':suppressed:days' }
  local ARGV = { prefix .. ':suppressed:' }
  ${changeSuppressionsLua}
  local now, left, lifted = gate_now(), {}, false
  for _, record in ipairs(records_of(text, now)) do
    local is_invalid = record.reason == ${suppressionReasons.indexOf('invalid-number') + 1} and record.since <= at_s
    local source = is_invalid and redis.call('HGET', sources, 's:' .. record.source)
    if source and string.find(source, '"rule":"invalidNumber"', 1, true) then
      lifted = true
      count(counted, -1, record.source)
      count(by_day, 1, 'invalid-number:lifted')
    else
      left[#left + 1] = record
    end
  end
  if not lifted then return end
  write_records(mark, left)
  write_counts(now)
end

-- When it came through (ms). 'now': failures from before may be told of later.
local function number_is_good(prefix, mark, at, now)
  local at_s = math.floor(at / 1000)
  undeliverable_end(prefix, mark, at_s, now and math.floor(now / 1000))
  local text = redis.call('HGET', suppression_list(prefix .. ':suppressed:', mark), string.sub(mark, 3))
  if text then lift_invalid_number(prefix, mark, text, at_s) end
end
`
