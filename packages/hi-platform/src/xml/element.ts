/** An element of a document; names in lower case, because Hi Flow writes them in either. */
export interface XmlElement {
  readonly name: string
  /** Trimmed values by name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text and CDATA, joined, without the space around it: a blank element is an empty one (seed 000). */
  readonly text: string
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** Every element of that name below these or among them, in the document's order. */
export function descendantsNamed(elements: readonly XmlElement[], name: string): XmlElement[] {
  return elements.flatMap((element) => [
    ...(element.name === name ? [element] : []),
    ...descendantsNamed(element.children, name),
  ])
}
