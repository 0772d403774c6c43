/** What a number format shows of a serial number: a date (perhaps with its time), a time alone, or hours beyond a day. */
export type DateFormat = 'date' | 'time' | 'elapsed'

/** Those that files do not spell out (ECMA-376-1, 18.8.30), of all languages. */
function builtIn(id: number): DateFormat | undefined {
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return 'time'
  if (id === 46) return 'elapsed'
  const dates = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]
  if (dates.includes(id)) return 'date'
  return id >= 32 && id <= 35 ? 'time' : undefined
}

/** Whether a number format is one of dates. `code` is what the file says of `id`, if anything. */
export function dateFormat(id: number, code: string | undefined): DateFormat | undefined {
  if (code === undefined) return builtIn(id)
  const shown = code
    .slice(0, 255)
    .replace(/"[^"]*"?|\\.|_.|\*./g, '')
    .toLowerCase()
  if (/\[(?:h+|m+|s+)\]/.test(shown)) return 'elapsed'
  const letters = (shown.split(';', 1)[0] ?? '').replace(/\[[^\]]*\]?|general|am\/pm|a\/p/g, '')
  if (/[ydg]|e(?![+-])/.test(letters) || (/m/.test(letters) && !/[hs]/.test(letters))) return 'date'
  return /[hs]/.test(letters) ? 'time' : undefined
}
