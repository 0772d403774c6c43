/**
 * Forgets the person of one message. Keys: the account's three (see entry.lua.ts). After the account's arguments: id,
 * batch; then the fields of a new entry, where there is a job and perhaps no entry yet. Answers what has come of it:
 * - `cancelled`: it was still to be sent. Its job finds that out, if it comes to that.
 * - `under-way`, `in-doubt`: of its attempt. The person is forgotten when that is over (entry_move).
 * - `forgotten`: it was at rest, or went out.
 * - `nothing`: nobody was in it any more, or it is not known.
 * Of one that is cancelled also its field `urgent`.
 */
export const forgetMessageLua = /* lua */ `
local account, now = entry_account(), gate_now()
local id, batch = ARGV[5], ARGV[6]
local entry = account.prefix .. ':msg:' .. id
local known = redis.call('HMGET', entry, field.status, field.batch, field.urgent)
local status = known[1]

if not status and #ARGV == 6 then return { 'nothing' } end
if not status then
  redis.call('HSET', entry, unpack(ARGV, 7))
  entry_move(account, id, batch, nil, 'cancelled', now)
  return { 'cancelled', redis.call('HGET', entry, field.urgent) or '' }
end
if in_flight[status] then
  if redis.call('HEXISTS', entry, field.to) == 1 then redis.call('HSET', entry, field.forget, 1) end
  return { status == 'sending' and 'under-way' or 'in-doubt' }
end
if status == 'enqueued' then
  entry_move(account, id, known[2], status, 'cancelled', now)
  entry_forget(account, id, entry)
  return { 'cancelled', known[3] or '' }
end
return { entry_forget(account, id, entry) and 'forgotten' or 'nothing' }
`
