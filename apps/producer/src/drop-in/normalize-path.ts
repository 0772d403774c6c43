/**
 * Seed 001's base address ends in a slash, and programs put what follows after it with one more. A path that is below one
 * of the `prefixes` but for that loses slashes that are doubled, and one at its end; any other URL stays as it is.
 */
export function normalizePath(url: string, prefixes: readonly string[]): string {
  const end = url.search(/[?#]/)
  const path = end < 0 ? url : url.slice(0, end)
  const single = path.replace(/\/{2,}/g, '/')
  const tidy = single.endsWith('/') ? single.slice(0, -1) : single
  return prefixes.some((prefix) => tidy.startsWith(`${prefix}/`)) ? tidy + url.slice(path.length) : url
}
