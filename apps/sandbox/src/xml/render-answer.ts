import { randomBytes } from 'node:crypto'
import { XMLBuilder } from 'fast-xml-parser'
import type { XmlProblem } from './xml-problem.js'
import type { XmlStyle } from './xml-style.js'

interface StatusItem {
  readonly telefone: string
  readonly status: string
}

/** Attributes begin with `@_`; a list stands for an element each. */
type Tree = { readonly [name: string]: string | Tree | readonly Tree[] }

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@_' })

/** The answer to 50.01 (seed 000, "XML de retorno"). */
export function renderCode(code: string, style: XmlStyle): string {
  const answer = style.successId ? { '@_ID': '00', '#text': code } : code
  return render('main/emkt', '50.01', { return: answer }, style)
}

/** The answer to 50.02: seed 000 has the `trans` of another query in it, and so has this. */
export function renderStatuses(items: readonly StatusItem[], style: XmlStyle): string {
  return render('main/emkt', '40.03', { item: items.map((item) => ({ ...item })) }, style)
}

/** `trans` is the request's, where it could be read. */
export function renderProblem({ id, text }: XmlProblem, trans: string | undefined, style: XmlStyle): string {
  return render(style.errorPath, trans, { return: { '@_ID': id, '#text': text } }, style)
}

function render(path: string, trans: string | undefined, content: Tree, style: XmlStyle): string {
  const before = style.severalRoots ? [envelope('akna/func', trans, { return: { '@_ID': '00' } })] : []
  return [...before, envelope(path, trans, content)]
    .map((root) => builder.build(style.case === 'upper' ? inCapitals(root) : root))
    .join('')
}

/** `KEY` is as long as in seed 000; what it means is documented nowhere. */
function envelope(path: string, trans: string | undefined, content: Tree): Tree {
  const [root = '', call = ''] = path.split('/')
  const attributes = {
    ...(trans !== undefined && { '@_trans': trans }),
    '@_KEY': randomBytes(14).toString('hex'),
  }
  return { [root]: { [call]: { ...attributes, ...content } } }
}

function inCapitals(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [
      name === '#text' ? name : name.toUpperCase(),
      typeof value === 'string' ? value : isList(value) ? value.map(inCapitals) : inCapitals(value),
    ]),
  )
}

function isList(value: Tree | readonly Tree[]): value is readonly Tree[] {
  return Array.isArray(value)
}
