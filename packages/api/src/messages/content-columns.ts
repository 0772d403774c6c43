import type { Message } from './message.js'

const mostVariables = 20

/** The same of every export, so that they are known before the first message is read. */
export const contentColumns: readonly string[] = [
  'content',
  'category',
  ...['headerText', 'headerImage', 'headerDocument', 'headerFilename', 'headerVideo'],
  ...Array.from({ length: mostVariables }, (_, index) => `body${index + 1}`),
  ...Array.from({ length: 10 }, (_, index) => `button${index}`),
  'coupon',
]

/**
 * What a message says, by these columns. `content` is `known`, or why the others are empty: `gone`, or `no-columns` for what
 * they cannot say, such as more than 20 variables.
 */
export function contentCells({ content }: Message): string[] {
  const fits = content && Object.keys(content).every((name) => contentColumns.includes(name))
  const said = fits ? 'known' : content === undefined ? 'gone' : 'no-columns'
  return contentColumns.map((name) => (name === 'content' ? said : (fits && content[name]) || ''))
}
