import type { Template } from '@disparo/api'
import { cellOf, type Draft } from './draft.js'

/** A message as a phone shows it. */
export interface PreviewMessage {
  readonly header?: { readonly type: string; readonly text?: string | undefined } | undefined
  readonly body: string
  readonly footer?: string | undefined
  readonly buttons: readonly string[]
}

/** A template filled by a row; what nothing fills stays as the template has it. */
export function previewOf(draft: Draft, template: Template, cells: readonly string[]): PreviewMessage {
  const { variables = [], header, body = '', footer, buttons } = template
  const fill = (text: string) =>
    text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => {
      const at = variables.indexOf(name)
      const cell = at < 0 ? '' : cellOf(draft, cells, `body${at + 1}`)
      return cell === '' ? whole : cell
    })
  const headerText = cellOf(draft, cells, 'headerText')
  return {
    header: header && { type: header.type, text: headerText || header.text },
    body: fill(body),
    footer,
    buttons: buttons.map(({ text = '', type }) => text || type),
  }
}

/** The template of a row: the one that was chosen or typed, else the one that the row names. */
export function templateNameOf(draft: Draft, cells: readonly string[]): string {
  return draft.template?.name ?? (draft.typed.name.trim() || cellOf(draft, cells, 'elementName'))
}

const mostVariables = 99

/** What fills a template whose text is not known here, a line a variable. */
export function filledIn(draft: Draft, cells: readonly string[]): string {
  return Array.from({ length: mostVariables }, (_, at) => [at + 1, cellOf(draft, cells, `body${at + 1}`)])
    .filter(([, cell]) => cell !== '')
    .map(([number, cell]) => `{{${number}}} ${cell}`)
    .join('\n')
}
