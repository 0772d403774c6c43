import { type Component, type Message, trimWhitespace } from '../../message/index.js'

/** By the names of the columns that a table of messages has: `body1`, `headerText`, `button0` … */
export type ContentCells = Readonly<Record<string, string>>

/**
 * What a message says, as the row of a table; `null` where that would be read as something else (named variables, blanks at
 * their ends), and for one-time codes, which are nobody's to see.
 */
export function contentCells({ category, components = [] }: Partial<Message>): ContentCells | null {
  const cells = [
    ...(category === undefined ? [] : [['category', category] as const]),
    ...components.flatMap(cellsOf),
  ]
  const byName = new Map(cells)
  if (byName.size !== cells.length || !isPlacedAsRead(components)) return null
  if (components.some(({ type, parameters }) => type === 'otp' || parameters.some(isNamed))) return null
  if (cells.some(([, text]) => text === '' || trimWhitespace(text) !== text)) return null
  return Object.fromEntries(byName)
}

type Cell = readonly [string, string]

function cellsOf(component: Component): readonly Cell[] {
  if (component.type === 'body')
    return component.parameters.map(({ text }, index) => [`body${index + 1}`, text])
  if (component.type === 'button') {
    const [button] = component.parameters
    return button.type === 'coupon'
      ? [['coupon', button.coupon_code]]
      : [[`button${Number(button.index)}`, button.text]]
  }
  if (component.type === 'otp') return []
  const [header] = component.parameters
  if (header.type === 'text') return [['headerText', header.text]]
  if (header.type === 'image') return [['headerImage', header.image.link]]
  if (header.type === 'video') return [['headerVideo', header.video.link]]
  const { link, filename } = header.document
  return [
    ['headerDocument', link],
    ...(filename === undefined ? [] : [['headerFilename', filename] as const]),
  ]
}

function isNamed(parameter: object): boolean {
  return 'variableName' in parameter
}

/** A coupon is read into the first place that no link takes. */
function isPlacedAsRead(components: readonly Component[]): boolean {
  const buttons = components.flatMap((each) => (each.type === 'button' ? each.parameters : []))
  const links = buttons.filter(({ type }) => type === 'url').map(({ index }) => Number(index))
  const free = Array.from({ length: links.length + 1 }, (_, index) => index).find(
    (index) => !links.includes(index),
  )
  return buttons.every(({ type, index }) => type === 'url' || Number(index) === free)
}
