import {
  explainIssue,
  type FieldProblem,
  MalformedJsonError,
  problemsOf,
  readJson,
} from '../message/index.js'
import { OwnTemplate } from './own-template.js'
import { readTemplate } from './read-template.js'
import { mostTemplateProblems, mostTemplates, templateItems } from './read-templates.js'
import type { Template } from './template.js'
import { readVariables } from './variables.js'

export type TemplateFile =
  | { readonly ok: true; readonly templates: readonly Template[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/**
 * Reads a file of templates: a JSON list, each either ours (`OwnTemplate`, strictly) or in Meta's shape (`readTemplate`), bare or
 * as Meta's API answers it. Somebody wrote it who can put it right, so that one thing that is wrong refuses all of it.
 */
export function readTemplateFile(text: string): TemplateFile {
  let given: unknown
  try {
    given = readJson(text)
  } catch (error) {
    if (!(error instanceof MalformedJsonError)) throw error
    return refuse(error.message)
  }
  const items = templateItems(given)
  if (items === undefined) return refuse('must be a list [...] of templates')
  if (items.length > mostTemplates) return refuse(`must have at most ${mostTemplates} templates`)
  if (items.length === 0) return refuse('has no template in it')
  const read = items.map(readItem)
  const problems = [...read.flatMap(({ problems }) => problems), ...repeatedTemplates(read)]
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostTemplateProblems) }
  return { ok: true, templates: read.flatMap(({ template }) => template ?? []) }
}

function refuse(message: string): TemplateFile {
  return { ok: false, problems: [{ path: 'file', message }] }
}

interface ReadItem {
  readonly template?: Template
  readonly problems: readonly FieldProblem[]
}

function readItem(item: unknown, position: number): ReadItem {
  const at = `[${position}]`
  const template = isMetas(item) ? readTemplate(item) : undefined
  if (template !== undefined) {
    const unclear = template.body === undefined ? 'has no BODY with a text' : bodyProblem(template.body)
    if (unclear === undefined) return { template, problems: [] }
    return { problems: [{ path: `${at}.components`, message: `${unclear} (template "${template.name}")` }] }
  }
  const own = OwnTemplate.safeParse(item, { error: explainIssue })
  if (own.success) return { template: own.data, problems: [] }
  const name = nameOf(item)
  return {
    problems: problemsOf(own.error).map(({ path, message }) => ({
      path: path === '' ? at : `${at}.${path}`,
      message: name === undefined ? message : `${message} (template "${name}")`,
    })),
  }
}

function isMetas(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'components' in item
}

function bodyProblem(body: string): string | undefined {
  const read = readVariables(body)
  return 'problem' in read ? read.problem : undefined
}

function nameOf(item: unknown): string | undefined {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined
  return typeof name === 'string' ? name.slice(0, 100) : undefined
}

/** A name is there once in each language and namespace. */
function repeatedTemplates(read: readonly ReadItem[]): FieldProblem[] {
  const seen = new Map<string, number>()
  return read.flatMap(({ template }, position) => {
    if (template === undefined) return []
    const same = JSON.stringify([template.name, template.namespace, template.language])
    const first = seen.get(same)
    if (first === undefined) {
      seen.set(same, position)
      return []
    }
    const message = `is the same template as [${first}]: leave one out, or give each its language (template "${template.name}")`
    return [{ path: `[${position}]`, message }]
  })
}
