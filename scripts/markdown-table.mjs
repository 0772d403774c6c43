/** A table of markdown, its columns padded: what people read in an editor is what is shown. */
export function markdownTable(header, rows) {
  const lines = [header, ...rows]
  const widths = header.map((_, column) => Math.max(3, ...lines.map((line) => line[column].length)))
  const line = (cells, fill) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column], fill)).join(' | ')} |`
  const rule = header.map(() => '')
  return [line(header, ' '), line(rule, '-'), ...rows.map((row) => line(row, ' '))].join('\n')
}

/** Names as code, one after the other. */
export function codes(names) {
  return names.map((name) => `\`${name}\``).join(', ')
}
