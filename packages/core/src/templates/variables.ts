/** What stands in a template's text to be replaced: a number, or a name. */
const variable = /\{\{\s*([^{}\s][^{}]{0,62}[^{}\s]|[^{}\s])\s*\}\}/g

/** The variables of a text in the order in which a message fills them, or why they cannot be told. */
export type Variables = { readonly names: readonly string[] } | { readonly problem: string }

/**
 * Numbers go by their value, names by where they first stand. Meta counts from 1 without gaps, and takes no text with both.
 */
export function readVariables(text: string): Variables {
  const names = [...new Set(Array.from(text.matchAll(variable), ([, name]) => name ?? ''))]
  const numbers = names.filter((name) => /^\d+$/.test(name))
  if (numbers.length === 0) return { names }
  if (numbers.length < names.length) {
    return { problem: 'has variables with numbers and others with names: Meta takes one kind or the other' }
  }
  const wanted = numbers.map((_, index) => String(index + 1))
  const missing = wanted.find((number) => !numbers.includes(number))
  if (missing !== undefined) {
    return {
      problem: `has a variable with a higher number, but no {{${missing}}}: they count from 1 without gaps`,
    }
  }
  return { names: wanted }
}

export function hasVariable(text: string): boolean {
  return text.search(variable) >= 0
}

/** The text with every variable for which there is a value. */
export function fillVariables(text: string, valueFor: (name: string) => string | undefined): string {
  return text.replace(variable, (written, name: string) => valueFor(name) ?? written)
}
