import type { XmlElement } from './element.js'

/** What fast-xml-parser gives with `preserveOrder`: one key with the name and, under `:@`, the attributes. */
type ParsedNode = Readonly<Record<string, unknown>>

const attributesKey = ':@'
const textKey = '#text'
const noAttributes: ReadonlyMap<string, string> = new Map()

/** The parser's nodes as elements. As deep as the parser has allowed. */
export function elementsOf(nodes: readonly ParsedNode[]): XmlElement[] {
  const elements: XmlElement[] = []
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== attributesKey)
    if (name !== undefined && name !== textKey) elements.push(elementOf(name, node))
  }
  return elements
}

function elementOf(name: string, node: ParsedNode): XmlElement {
  const nodes = (node[name] ?? []) as readonly ParsedNode[]
  return {
    name: name.toLowerCase(),
    attributes: attributesOf(node[attributesKey] as Readonly<Record<string, string>> | undefined),
    children: elementsOf(nodes),
    text: nodes
      .map((child) => (typeof child[textKey] === 'string' ? child[textKey] : ''))
      .join('')
      .trim(),
  }
}

function attributesOf(attributes: Readonly<Record<string, string>> | undefined): ReadonlyMap<string, string> {
  if (attributes === undefined) return noAttributes
  return new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value.trim()]))
}
