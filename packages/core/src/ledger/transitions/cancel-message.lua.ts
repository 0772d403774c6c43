/**
 * Cancels a message that is still to be sent. Keys: the account's three (see entry.lua.ts). After the account's arguments:
 * id, batch, why (`batch`: only while that is cancelled); then the fields of a new entry. Answers what it is then, and whether it has
 * just come to be so.
 */
export const cancelMessageLua = /* lua */ `
local account, now = entry_account(), gate_now()
local id, batch = ARGV[5], ARGV[6]
local entry = account.prefix .. ':msg:' .. id

-- Changes nothing, but lets the others pass where there is no memory left (see settle.lua.ts): cancelling makes room.
redis.call('HDEL', entry, '')

local status = redis.call('HGET', entry, field.status)
if status and status ~= 'enqueued' then return { status, 0 } end
if ARGV[7] == 'batch' and batch_state(account, id, batch) ~= 'cancelled' then return { 'enqueued', 0 } end
if not status then redis.call('HSET', entry, unpack(ARGV, 8)) end
entry_move(account, id, batch, status or nil, 'cancelled', now)
return { 'cancelled', 1 }
`
