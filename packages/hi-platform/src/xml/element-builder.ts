import type { XmlElement } from './element.js'
import { InvalidXmlError } from './invalid-xml-error.js'
import type { defaultLimits, XmlLimits } from './xml-limits.js'

interface ElementBuilder {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  /** A long text comes in several pieces. */
  text(piece: string): void
  close(): void
  /** Once it is closed. */
  root(): XmlElement | undefined
}

interface Growing extends XmlElement {
  readonly children: XmlElement[]
  text: string
}

const noAttributes: ReadonlyMap<string, string> = new Map()

/** Makes elements of what a parser finds, as many and as deep as is allowed. */
export function elementBuilder({
  maxDepth,
  maxElements,
}: Required<Omit<XmlLimits, 'maxLength'>> | typeof defaultLimits): ElementBuilder {
  const open: Growing[] = []
  const attributesOf = sharedAttributes()
  let root: Growing | undefined
  let count = 0
  return {
    open: (name, attributes) => {
      count += 1
      if (count > maxElements) throw new InvalidXmlError('too-many')
      if (open.length >= maxDepth) throw new InvalidXmlError('too-deep')
      const element = {
        name: name.toLowerCase(),
        attributes: attributesOf(attributes),
        children: [],
        text: '',
      }
      const parent = open.at(-1)
      if (parent) parent.children.push(element)
      else if (root) throw new InvalidXmlError('not-xml')
      else root = element
      open.push(element)
    },
    text: (piece) => {
      const element = open.at(-1)
      if (element) element.text += piece
    },
    close: () => {
      const element = open.pop()
      if (element) element.text = element.text.trim()
    },
    root: () => (open.length === 0 ? root : undefined),
  }
}

const mostShared = 16
const longestShared = 32

/** Each contact has the same `type="body"` and `type="text"`: those of one attribute are kept once. */
function sharedAttributes(): (given: Readonly<Record<string, string>>) => ReadonlyMap<string, string> {
  const shared = new Map<string, ReadonlyMap<string, string>>()
  return (given) => {
    const all = Object.entries(given)
    const [[name, value] = ['', ''], second] = all
    if (all.length === 0) return noAttributes
    const read = () => new Map(all.map(([each, text]) => [each.toLowerCase(), text.trim()]))
    if (second !== undefined || name.length + value.length > longestShared) return read()
    const known = shared.get(`${name}=${value}`)
    if (known) return known
    const attributes = read()
    if (shared.size < mostShared) shared.set(`${name}=${value}`, attributes)
    return attributes
  }
}
