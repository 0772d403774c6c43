/** A number with its noun: `1 message`, `2 messages`. `plural` is for what does not end in an s. */
export function pluralize(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}
