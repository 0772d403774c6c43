import { closestName, type Message, type MessageForm } from '../message/index.js'
import { checkAgainstTemplate, unapproved } from './check-template.js'
import { isApproved, type Template } from './template.js'
import type { TemplateProblem } from './template-problem.js'

/** The templates of an account, to check messages against. */
export interface TemplateCatalogue {
  readonly templates: readonly Template[]
  /** Those that a message may mean: of its name, and of its namespace where the catalogue tells it; the approved ones first. */
  find(message: TemplateNames): readonly Template[]
  /** The one of those that a message fits best. */
  bestFor(message: Message): Template | undefined
  /** What does not fit the best one. */
  check(message: Message, form?: MessageForm): readonly TemplateProblem[]
  /** That there is none of the name, or that none of those is approved. */
  checkName(message: TemplateNames, form: MessageForm): readonly TemplateProblem[]
}

type TemplateNames = Pick<Message, 'namespace' | 'elementName'>

/** A file with a name of its own in each of a million rows is not compared with all templates a million times. */
const mostGuesses = 100

const unknownTemplate = { kind: 'unknown-template', code: 'unknown-template' } as const

export function openTemplateCatalogue(templates: readonly Template[]): TemplateCatalogue {
  const byName = new Map<string, readonly Template[]>()
  for (const template of templates.toSorted(
    (one, other) => Number(isApproved(other)) - Number(isApproved(one)),
  )) {
    byName.set(template.name, [...(byName.get(template.name) ?? []), template])
  }
  const guesses = new Map<string, string | undefined>()
  const guess = (name: string) => {
    if (!guesses.has(name)) {
      if (guesses.size >= mostGuesses) return undefined
      guesses.set(name, closestName(name, byName.keys()))
    }
    return guesses.get(name)
  }

  const unknown = (message: TemplateNames, form: MessageForm): TemplateProblem => {
    const [prefix, others] = [form === 'friendly' ? 'template.' : '', byName.get(message.elementName)]
    if (others !== undefined) {
      const [namespace] = others.flatMap(({ namespace }) => namespace ?? [])
      const text = `is not that of the template: "${others[0]?.name}" is known in namespace ${namespace}`
      return { ...unknownTemplate, path: `${prefix}namespace`, message: text }
    }
    const closest = guess(message.elementName)
    const meant = closest === undefined ? '' : `; did you mean "${closest}"?`
    const text = `names no template of this account${meant}`
    return { ...unknownTemplate, path: `${prefix}elementName`, message: text }
  }

  const find: TemplateCatalogue['find'] = ({ namespace, elementName }) => {
    const named = byName.get(elementName) ?? []
    if (named.length === 1 && named[0] && isOf(named[0], namespace)) return named
    return named.filter((template) => isOf(template, namespace))
  }

  /** The first without problems, or with the fewest. */
  const best = (message: Message, form: MessageForm) => {
    let found: { readonly template: Template; readonly problems: readonly TemplateProblem[] } | undefined
    for (const template of find(message)) {
      const problems = checkAgainstTemplate(message, template, form)
      if (problems.length === 0) return { template, problems }
      if (found === undefined || problems.length < found.problems.length) found = { template, problems }
    }
    return found
  }

  return {
    templates,
    find,
    bestFor: (message) => best(message, 'seed')?.template,
    check: (message, form = 'seed') => best(message, form)?.problems ?? [unknown(message, form)],
    checkName: (message, form) => {
      const [first] = find(message)
      if (first === undefined) return [unknown(message, form)]
      // The approved ones come first.
      return isApproved(first) ? [] : [unapproved(first, form)]
    },
  }
}

/** Seed 001 sends `default` for what the report shows by its real name: neither contradicts the other. */
function isOf(template: Template, namespace: string): boolean {
  const { namespace: known } = template
  return known === undefined || known === namespace || known === 'default' || namespace === 'default'
}
