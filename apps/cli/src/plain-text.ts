const esc = String.fromCharCode(0x1b)
const [bell, csi, osc] = [0x07, 0x9b, 0x9d].map((code) => String.fromCharCode(code))

/**
 * What a terminal takes for a command (ECMA-48): ESC or CSI with parameters and a last character; a string (title, link,
 * clipboard) up to its end; ESC and one character.
 */
const sequences = new RegExp(
  [
    `(?:${esc}\\[|${csi})[0-?]*[ -/]*[@-~]?`,
    `(?:${esc}[\\]PX^_]|${osc})[^${bell}${esc}\\n]*(?:${bell}|${esc}\\\\)?`,
    `${esc}[ -/]*[0-~]?`,
  ].join('|'),
  'g',
)

/** C0 but for tab and new line, DEL, C1; what turns the direction of text, and so what is read. */
const controls = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A text as a terminal may show it: whoever wrote it, it only says what it says. */
export function plainText(text: string): string {
  return text.replace(sequences, '').replace(controls, '')
}

/** JSON of the same value in which no such character stands as itself; JSON.stringify leaves DEL, C1 and the others. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(
    controls,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
