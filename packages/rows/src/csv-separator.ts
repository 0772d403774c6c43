/** What is looked through for the header of a CSV: its first record that is not blank. */
interface HeaderScan {
  /** Whether the header has ended in this part. */
  read(part: Buffer): boolean
  /** The header without its quoted cells. */
  bare(): string
}

/** Names of columns have none of the delimiters, unless they are quoted: the first one is it, unless Excel's own line names one. */
export function readSeparator(head: Buffer): { delimiter: string; head: Buffer } {
  const [line, delimiter] =
    /^"?sep=([,;\t|])"?[,;\t]*(?:\r\n?|\n|$)/i.exec(head.toString('latin1', 0, longestSepLine)) ?? []
  if (line !== undefined && delimiter !== undefined) return { delimiter, head: head.subarray(line.length) }
  const scan = headerScan()
  scan.read(head)
  return { delimiter: /[,;\t]/.exec(scan.bare())?.[0] ?? ',', head }
}

/** With as many delimiters behind it as a sheet may have columns. */
const longestSepLine = 32 * 1024

/** A line break within a quoted cell does not end the header; a quote within an unquoted cell is text. */
export function headerScan(): HeaderScan {
  let bare = ''
  let [hasBegun, isCellStart, isQuoted, wasQuote] = [false, true, false, false]
  return {
    bare: () => bare,
    read: (part) => {
      for (const char of part.toString('latin1')) {
        if (!hasBegun && /\s/.test(char)) continue
        hasBegun = true
        // A second quote after the one that seemed to close the cell is one of its text.
        const opens = char === '"' && (isCellStart || wasQuote)
        wasQuote = isQuoted && char === '"'
        if (isQuoted || opens) {
          isQuoted = opens || !wasQuote
          isCellStart = false
          continue
        }
        if (char === '\n' || char === '\r') return true
        bare += char
        isCellStart = char === ',' || char === ';' || char === '\t'
      }
      return false
    },
  }
}
