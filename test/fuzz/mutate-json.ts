import fc from 'fast-check'
import { oddJson, oddText } from './odd-json.js'

/** One change somewhere in a JSON value; `where` is taken modulo the number of places. */
export interface Mutation {
  readonly where: number
  readonly how: 'replace' | 'delete' | 'wrap' | 'rename' | 'repeat' | 'add' | 'swell'
  readonly key: string
  readonly value: unknown
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  where: fc.nat(),
  how: fc.constantFrom('replace', 'delete', 'wrap', 'rename', 'repeat', 'add', 'swell'),
  key: oddText,
  value: oddJson,
})

type Container = Record<string, unknown> | unknown[]

/** A changed copy; at any depth. */
export function mutate(input: unknown, mutations: readonly Mutation[]): unknown {
  const root: unknown[] = [structuredClone(input)]
  for (const each of mutations) change(root, each)
  return root[0]
}

function change(root: unknown[], { where, how, key, value }: Mutation): void {
  const places = placesIn(root)
  const place = places[where % places.length]
  if (!place) return
  const [container, at] = place
  const old = Reflect.get(container, at)
  if (how === 'replace') set(container, at, value)
  else if (how === 'wrap') set(container, at, where % 2 ? [old] : { [at]: old })
  else if (how === 'swell') set(container, at, swollen(old, where))
  else if (how === 'add') {
    if (Array.isArray(old)) old.push(value)
    else if (isContainer(old)) set(old, key, value)
  } else if (how === 'repeat') {
    if (Array.isArray(container) && container !== root) container.push(old, old)
    else if (Array.isArray(old)) old.push(...old)
  } else if (container !== root) {
    Reflect.deleteProperty(container, at)
    if (how === 'rename' && !Array.isArray(container)) set(container, key, old)
  }
}

/** Some thousand times as long, or as much: where nobody has bounded it, it shows. */
function swollen(value: unknown, where: number): unknown {
  const times = 1_000 + (where % 20_000)
  if (typeof value === 'string') return (value || 'x').repeat(Math.ceil(times / (value.length || 1)))
  if (typeof value === 'number') return value * 10 ** (where % 300)
  return Array.isArray(value) && value.length > 0 && value.length < 10
    ? Array.from({ length: times }, (_, n) => value[n % value.length])
    : value
}

/** Every property below a container, not deeper than ten levels. */
function placesIn(container: Container, depth = 0): [Container, string][] {
  return Object.keys(container).flatMap((key) => {
    const value = Reflect.get(container, key)
    const here: [Container, string] = [container, key]
    return depth < 10 && isContainer(value) ? [here, ...placesIn(value, depth + 1)] : [here]
  })
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

/** As JSON.parse sets it: `__proto__` too becomes a property of its own. A list's length stays. */
function set(container: Container, key: string, value: unknown): void {
  Reflect.defineProperty(container, key, { value, enumerable: true, writable: true, configurable: true })
}
