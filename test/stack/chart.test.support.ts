import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { repositoryRoot } from './repository.js'

export const chart = join(repositoryRoot, 'deploy/helm/disparo')

type Values = Readonly<Record<string, unknown>>
type Node =
  | { readonly text: string }
  | { readonly show: string }
  | { readonly kind: string; readonly head: string; readonly body: Node[] }

/**
 * What Helm would make of our chart, as far as it uses Helm: values, `if`, `with`, `range`, `define`, and the functions below. It fails at whatever
 * else a template says, so that this is Helm's own answer or none (chart.test.ts compares them where Helm is installed).
 */
export function renderChart(changed: Values): unknown[] {
  const read = (path: string) => readFileSync(join(chart, path), 'utf8')
  const { version, appVersion } = parse(read('Chart.yaml'))
  const dot = {
    Values: merge(parse(read('values.yaml')), changed),
    Chart: { Version: version, AppVersion: appVersion },
    Release: { Name: 'disparo', Namespace: 'default' },
  }
  const files = readdirSync(join(chart, 'templates')).map(
    (name) => [name, parseTemplate(read(`templates/${name}`))] as const,
  )
  const defined = new Map(
    files.flatMap(([, nodes]) =>
      nodes.flatMap((node) =>
        'kind' in node && node.kind === 'define'
          ? [[JSON.parse(node.head) as string, node.body] as const]
          : [],
      ),
    ),
  )
  return files
    .filter(([name]) => name.endsWith('.yaml'))
    .flatMap(([, nodes]) => parseAllDocuments(renderNodes(nodes, { dot, variables: {}, defined })))
    .map((document) => document.toJS() as unknown)
    .filter((manifest) => manifest !== null)
}

interface Scope {
  readonly dot: unknown
  readonly variables: Values
  readonly defined: ReadonlyMap<string, Node[]>
}

/** Text and actions, with the blanks taken off where `{{-` or `-}}` says so, and blocks with what is in them. */
function parseTemplate(source: string): Node[] {
  const trimmed = source.replaceAll(/\s*\{\{-/g, '{{').replaceAll(/-\}\}\s*/g, '}}')
  const root: Node[] = []
  const open = [root]
  for (const [, text = '', action] of trimmed.matchAll(/([\s\S]*?)(?:\{\{\s*([\s\S]*?)\s*\}\}|$)/g)) {
    const body = open.at(-1) ?? root
    if (text !== '') body.push({ text })
    if (action === undefined || action.startsWith('/*')) continue
    const [, kind = '', head = ''] = /^(if|with|range|define)\s+(.*)$/.exec(action) ?? []
    if (action === 'end') open.pop()
    else if (kind === '') body.push({ show: action })
    else {
      const block = { kind, head, body: [] }
      body.push(block)
      open.push(block.body)
    }
  }
  if (open.length !== 1) throw new Error('a block of a template does not end')
  return root
}

function renderNodes(nodes: readonly Node[], scope: Scope): string {
  return nodes.map((node) => renderNode(node, scope)).join('')
}

function renderNode(node: Node, scope: Scope): string {
  if ('text' in node) return node.text
  if ('show' in node) return String(evaluate(node.show, scope))
  const { kind, head, body } = node
  if (kind === 'define') return ''
  const [, key, value, from] = /^(\$\w+), (\$\w+) := (.*)$/.exec(head) ?? []
  const found = evaluate(from ?? head, scope)
  if (kind === 'range' && key && value) {
    // As Go does, in the order of the keys.
    const entries = Object.entries(found as Values).sort(([one], [other]) => (one < other ? -1 : 1))
    return entries
      .map(([name, each]) => renderNodes(body, { ...scope, variables: { [key]: name, [value]: each } }))
      .join('')
  }
  if (!found) return ''
  return renderNodes(body, kind === 'with' ? { ...scope, dot: found } : scope)
}

/** A pipeline: what one command comes to is the last argument of the next. */
function evaluate(pipeline: string, scope: Scope): unknown {
  let piped: unknown[] = []
  for (const command of pipeline.split('|')) {
    const [first = '', ...others] = command.trim().match(/"[^"]*"|\S+/g) ?? []
    const isCall = /^[a-z]\w*$/.test(first)
    const given = [...(isCall ? others : [first, ...others]).map((word) => argumentOf(word, scope)), ...piped]
    piped = [isCall ? call(first, given, scope) : given[0]]
  }
  return piped[0]
}

function argumentOf(word: string, { dot, variables }: Scope): unknown {
  if (word.startsWith('"')) return JSON.parse(word)
  if (/^\d+$/.test(word)) return Number(word)
  if (word.startsWith('$') && word in variables) return variables[word]
  if (!word.startsWith('.')) throw new Error(`not known here: ${word}`)
  return word
    .split('.')
    .filter((name) => name !== '')
    .reduce((value, name) => (value as Values | undefined)?.[name], dot)
}

function call(name: string, given: readonly unknown[], scope: Scope): unknown {
  const [first, second] = given
  if (name === 'quote') return JSON.stringify(String(first))
  if (name === 'default') return second || first
  if (name === 'nindent') return `\n${String(second)}`.replaceAll('\n', `\n${' '.repeat(Number(first))}`)
  if (name === 'include')
    return renderNodes(scope.defined.get(String(first)) ?? [], { ...scope, dot: second })
  if (name !== 'required') throw new Error(`not known here: ${name}`)
  if (!second) throw new Error(String(first))
  return second
}

function merge(values: Values, changed: Values): Values {
  const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null
  const merged = Object.entries(changed).map(([name, value]) => {
    const before = values[name]
    return [name, isMap(value) && isMap(before) ? merge(before, value) : value]
  })
  return { ...values, ...Object.fromEntries(merged) }
}
