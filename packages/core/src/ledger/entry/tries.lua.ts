/** How many attempts before the last are remembered of a message. */
export const triesKept = 5

/**
 * What is remembered of attempts that came to nothing, or to a doubt, as Lua functions: when each began and the code of why. Whoever
 * gets through at once, as nearly all do, has none of it, and costs nothing for it.
 */
export const triesLua = /* lua */ `
local function tries_with(entry, began, code)
  local known = redis.call('HGET', entry, field.tried)
  local text = (known and known .. ',' or '') .. began .. ' ' .. string.sub(code, 1, 40)
  local _, others = string.gsub(text, ',', ',')
  return others < ${triesKept} and text or string.match(text, ',(.*)$')
end
`

/** An attempt that came to nothing, or to a doubt. */
export interface Try {
  /** When it began, epoch ms. */
  readonly at: number
  /** The code of why. */
  readonly reason: string
}

/** `undefined` where there was none. */
export function parseTries(text: string | undefined): readonly Try[] | undefined {
  return text?.split(',').map((each) => {
    const [at = '', reason = ''] = each.split(' ')
    return { at: Number(at), reason }
  })
}
