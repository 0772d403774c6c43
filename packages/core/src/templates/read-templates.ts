import type { FieldProblem } from '../message/index.js'
import { readTemplate } from './read-template.js'
import type { Template } from './template.js'

/** Meta allows 6,000 of a WhatsApp business account. */
export const mostTemplates = 10_000
export const mostTemplateProblems = 50

/** What a list had, and what of it could not be used; `after` leads to the next page. */
export interface TemplateList {
  readonly templates: readonly Template[]
  readonly problems: readonly FieldProblem[]
  readonly after?: string
}

/**
 * Reads one page of a list in Meta's shape: a bare array, or an object that has it under `data` (or another of the usual
 * words, one level deeper, too), and the next page's cursor under `paging.cursors.after`.
 * @returns `undefined` where it is no list at all
 */
export function readTemplates(given: unknown): TemplateList | undefined {
  const items = templateItems(given)
  if (items === undefined) return undefined
  const problems: FieldProblem[] = []
  const templates = items.flatMap((item, position) => {
    const template = readTemplate(item)
    if (template !== undefined) return [template]
    if (problems.length < mostTemplateProblems)
      problems.push({ path: `[${position}]`, message: 'has no name' })
    return []
  })
  const after = items.length === 0 ? undefined : cursorOf(given)
  return { templates, problems, ...(after !== undefined && { after }) }
}

const wrappers = ['data', 'templates', 'message_templates', 'items', 'results', 'content']

/** The list in what was given, however it is wrapped. */
export function templateItems(given: unknown, depth = 2): readonly unknown[] | undefined {
  if (Array.isArray(given)) return given
  if (depth === 0 || typeof given !== 'object' || given === null) return undefined
  for (const wrapper of wrappers) {
    const items = templateItems((given as Record<string, unknown>)[wrapper], depth - 1)
    if (items !== undefined) return items
  }
  return undefined
}

/** Meta gives a cursor on the last page, too; the page that it leads to is empty. */
function cursorOf(given: unknown): string | undefined {
  const paging = fieldOf(given, 'paging') ?? fieldOf(fieldOf(given, 'data'), 'paging')
  const cursors = fieldOf(paging, 'cursors')
  const after = fieldOf(cursors, 'after')
  const isCursor = typeof after === 'string' && after !== '' && after.length <= 4_096
  return isCursor ? after : undefined
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
