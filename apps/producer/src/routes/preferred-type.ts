/**
 * Which of the media types offered an `Accept` asks for most (RFC 9110, 12.5.1): by weight; among equals what is named
 * before what a range covers, then in the header's order. The first one offered where none is asked for.
 */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  const ranges = (accept ?? '*/*').split(',').map(readRange)
  const wanted = offered
    .flatMap((type) => {
      const [closest] = ranges
        .flatMap((range, order) => (covers(range.name, type) ? [{ ...range, type, order }] : []))
        .sort((one, other) => other.closeness - one.closeness)
      return closest && closest.weight > 0 ? [closest] : []
    })
    .sort(
      (one, other) => other.weight - one.weight || other.closeness - one.closeness || one.order - other.order,
    )
  return wanted[0]?.type ?? offered[0]
}

/** `closeness`: 2 names a type, 1 all of a kind, 0 any. */
function readRange(text: string): { name: string; weight: number; closeness: number } {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  const weight = given === undefined || !/^[01](\.\d{0,3})?$/.test(given) ? 1 : Math.min(1, Number(given))
  return { name, weight, closeness: name === '*/*' ? 0 : name.endsWith('/*') ? 1 : 2 }
}

function covers(range: string, type: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}
