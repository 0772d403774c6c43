/** Seed 001's fields that are texts of the program's own, and often numbers in it. */
const number =
  /(?<!\\)"(to|text|coupon_code|externalLabel)"(\s*:\s*)(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,}/])/g

/**
 * The JSON with quotes around such numbers: `"text": 10.50` is the text `10.50`. What is written counts, for a number that
 * was read has lost its noughts, or digits. In JSON these characters can stand nowhere but at a field;
 * a quote behind a backslash is in the middle of a name.
 */
export function quoteNumbers(json: string): string {
  return json.replace(number, '"$1"$2"$3"')
}
