/** Longer names are compared with nothing: nobody mistypes them, they are pasted. */
const longestName = 128

/**
 * The known name that a mistyped one is most like, cases and accents aside; `undefined` where none is near: as far as a
 * third of its characters, and `furthest` of them at most. Equally near: the first.
 */
export function closestName(name: string, known: Iterable<string>, furthest = 4): string | undefined {
  if (name.length > longestName) return undefined
  const wanted = plain(name)
  let nearest: string | undefined
  let most = Math.min(furthest, Math.floor(wanted.length / 3))
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > most || candidate.length > longestName) continue
    const distance = distanceWithin(wanted, plain(candidate), most)
    if (distance === undefined || (nearest !== undefined && distance >= most)) continue
    nearest = candidate
    most = distance
    if (distance === 0) break
  }
  return nearest
}

function plain(name: string): string {
  const letters = /^[ -~]*$/.test(name) ? name : name.normalize('NFD').replace(/\p{M}/gu, '')
  return letters.toLowerCase()
}

/** Levenshtein's distance where it is at most `most`. What both begin and end with is left out: names are often alike there. */
function distanceWithin(one: string, other: string, most: number): number | undefined {
  let start = 0
  let [oneEnd, otherEnd] = [one.length, other.length]
  while (start < oneEnd && start < otherEnd && one[start] === other[start]) start++
  while (oneEnd > start && otherEnd > start && one[oneEnd - 1] === other[otherEnd - 1]) {
    oneEnd--
    otherEnd--
  }
  const [rows, columns] = [oneEnd - start, otherEnd - start]
  let row = Array.from({ length: columns + 1 }, (_, index) => index)
  for (let i = 1; i <= rows; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= columns; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[start + i - 1] === other[start + j - 1] ? 0 : 1)
      const cost = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      next.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return undefined
    row = next
  }
  const distance = row[columns] ?? 0
  return distance <= most ? distance : undefined
}
