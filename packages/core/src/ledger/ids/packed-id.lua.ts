const hex = (digits: number) => '[0-9a-f]'.repeat(digits)

/**
 * A message's id in 20 bytes: the 16 of its UUID, then 1 + the row of a `<batch>-<row>` (big endian; 0: no row).
 * The ledger takes ids of any other form too: those are kept as they are where they have to be found again.
 */
export const packedIdLua = /* lua */ `
local uuid_form = '^${[8, 4, 4, 4, 12].map(hex).join('%-')}$'

-- nil for an id of another form.
local function id_pack(id)
  local uuid, row = string.sub(id, 1, 36), 0
  if #id > 36 then row = (tonumber(string.match(id, '^%-([1-9]%d*)$', 37)) or 4294967295) + 1 end
  if row > 4294967295 or not string.find(uuid, uuid_form) then return nil end
  local function word(first, last) return tonumber(string.sub(uuid, first, last), 16) end
  return struct.pack('>I4I2I2I2I2I4I4', word(1, 8), word(10, 13), word(15, 18), word(20, 23), word(25, 28), word(29, 36), row)
end

-- As id_pack, but other forms stay as they are; only none may be as long as a packed one.
local function id_keep(id)
  return id_pack(id) or (#id == 20 and id .. '\\0' or id)
end

-- The id that was kept.
local function id_unpack(kept)
  if #kept ~= 20 then return (string.gsub(kept, '%z$', '')) end
  local a, b, c, d, e, f, row = struct.unpack('>I4I2I2I2I2I4I4', kept)
  local uuid = string.format('%08x-%04x-%04x-%04x-%04x%08x', a, b, c, d, e, f)
  return row > 0 and uuid .. '-' .. (row - 1) or uuid
end
`
