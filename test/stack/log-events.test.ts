import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { logEvents } from '@disparo/service/log'
import { parseAst } from 'rolldown/parseAst'
import { expect, test } from 'vitest'
import { repositoryRoot } from './repository.js'

interface Line {
  readonly place: string
  readonly program: string
  readonly event: string
  /** Where the call names it. */
  readonly level: string | undefined
  readonly fields: readonly string[]
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each)
  if (!isNode(value)) return
  yield value
  for (const [name, inner] of Object.entries(value)) if (name !== 'parent') yield* nodesIn(inner)
}

/** An object that is a line of the log: its event, where it is written out, and the fields that it names. */
function lineOf(node: unknown): { event: string; fields: string[] } | undefined {
  const object = isNode(node) && node.type === 'TSAsExpression' ? node.expression : node
  if (!isNode(object) || object.type !== 'ObjectExpression') return undefined
  const named = (object.properties as Node[]).flatMap((property) => {
    const key = isNode(property.key) ? property.key.name : undefined
    const held = isNode(property.value) && property.value.type === 'TSAsExpression'
    const value = held ? (property.value as Node).expression : property.value
    return typeof key === 'string' ? [{ key, value: isNode(value) ? value.value : undefined }] : []
  })
  const event = named.find(({ key }) => key === 'event')?.value
  if (typeof event !== 'string' || !/^[a-z]+:[a-z-]+$/.test(event)) return undefined
  return { event, fields: named.map(({ key }) => key).filter((key) => key !== 'event') }
}

function linesOf(file: string): Line[] {
  const text = readFileSync(join(repositoryRoot, file), 'utf8')
  if (!text.includes('event:')) return []
  const program = /^apps\/(\w+)/.exec(file)?.[1] ?? 'both'
  const nodes = [...nodesIn(parseAst(text, { lang: 'ts' }).body)]
  const levels = new Map<unknown, string>()
  for (const { type, callee, arguments: given } of nodes) {
    if (type !== 'CallExpression' || !isNode(callee) || !isNode(callee.property)) continue
    const level = String(callee.property.name)
    if (['debug', 'info', 'warn', 'error'].includes(level)) levels.set((given as unknown[])[0], level)
  }
  return nodes.flatMap((node) => {
    const line = lineOf(node)
    return line && node.type === 'ObjectExpression'
      ? [{ place: file, program, level: levels.get(node), ...line }]
      : []
  })
}

const files = execFileSync(
  'git',
  ['ls-files', 'apps/producer/src', 'apps/worker/src', 'packages/service/src'],
  {
    cwd: repositoryRoot,
    encoding: 'utf8',
  },
)
const lines = files
  .trimEnd()
  .split('\n')
  .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
  .flatMap(linesOf)

test('the vocabulary of the log says what each line has: program, level and fields', () => {
  expect(lines.length).toBeGreaterThan(100)
  const wrong = lines.flatMap(({ place, program, event, level, fields }) => {
    const known = Object.hasOwn(logEvents, event) ? logEvents[event as keyof typeof logEvents] : undefined
    if (known === undefined) return [`${place}: ${event} is not known`]
    const {
      by,
      levels,
      fields: told,
    } = known as {
      readonly by: readonly string[]
      readonly levels: readonly string[]
      readonly fields: readonly string[]
    }
    return [
      ...(program === 'both' || by.includes(program) ? [] : [`${place}: ${event} is not of the ${program}`]),
      ...(level === undefined || levels.includes(level) ? [] : [`${place}: ${event} at ${level}`]),
      ...fields.filter((field) => !told.includes(field)).map((field) => `${place}: ${event} has ${field}`),
    ]
  })
  expect(wrong).toEqual([])
})

test('no event of the vocabulary is one that nothing writes', () => {
  const text = files
    .trimEnd()
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !/\.test\.|service\/src\/log\//.test(file))
    .map((file) => readFileSync(join(repositoryRoot, file), 'utf8'))
    .join('\n')
  const statuses = /^message:(?!already|parked|orphaned|retried|resolved)/
  const unwritten = Object.keys(logEvents).filter(
    (event) => !statuses.test(event) && !text.includes(`'${event}'`),
  )
  expect(unwritten).toEqual([])
})
