/**
 * What is written down of faults of our own. Both have the account's three keys (see entry.lua.ts) and, after the account's
 * arguments, the message's id.
 *
 * `failMessageLua`: fails a message that is still to be sent. Then: batch, why, and the fields of a new entry. Answers what
 * it is then, and whether it has just come to be so.
 */
export const failMessageLua = /* lua */ `
local account, now = entry_account(), gate_now()
local id, batch, why = ARGV[5], ARGV[6], ARGV[7]
local entry = account.prefix .. ':msg:' .. id
local status = redis.call('HGET', entry, field.status)
if status and status ~= 'enqueued' then return { status, 0 } end
if not status then redis.call('HSET', entry, unpack(ARGV, 8)) end
redis.call('HSET', entry, field.detail, why)
entry_move(account, id, batch, status or nil, 'failed', now)
return { 'failed', 1 }
`

/** `holdDoubtLua`: an attempt, named by its token, was made and could not be settled. */
export const blockResendLua = /* lua */ `
local entry = entry_account().prefix .. ':msg:' .. ARGV[5]
if redis.call('HGET', entry, field.token) == ARGV[6] then redis.call('HSET', entry, field.denied, 1) end
`
