import type { XmlElement } from './element.js'
import { InvalidXmlError } from './invalid-xml-error.js'
import type { defaultLimits, XmlLimits } from './xml-limits.js'

export interface GrowingElements {
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
export function growElements({
  maxDepth,
  maxElements,
}: Required<Omit<XmlLimits, 'maxLength'>> | typeof defaultLimits): GrowingElements {
  const open: Growing[] = []
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

function attributesOf(attributes: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const given = Object.entries(attributes)
  if (given.length === 0) return noAttributes
  return new Map(given.map(([name, value]) => [name.toLowerCase(), value.trim()]))
}
