import type { Message, MessageForm } from '../message/index.js'
import { buttonProblems } from './check-buttons.js'
import { type MessagePaths, messagePaths } from './message-paths.js'
import { isApproved, isForOneTimeCodes, type Template } from './template.js'
import type { TemplateProblem } from './template-problem.js'
import { hasVariable } from './variables.js'

/**
 * What of a message does not go with a template: that it is not approved, the number of its body's variables, its header,
 * one-time code and buttons. What the catalogue does not tell of the template is not checked.
 * @param form whose words name the fields
 */
export function checkAgainstTemplate(
  message: Message,
  template: Template,
  form: MessageForm = 'seed',
): TemplateProblem[] {
  const paths = messagePaths(message, form)
  const mismatches = [
    ...carouselProblems(template, paths),
    ...headerProblems(message, template, paths),
    ...bodyProblems(message, template, paths),
    ...buttonProblems(message, template, paths),
  ].map((problem) => ({ kind: 'template-mismatch' as const, ...problem }))
  return isApproved(template) ? mismatches : [unapproved(template, form), ...mismatches]
}

/** The template is one that Meta sends to nobody. */
export function unapproved({ name, status }: Template, form: MessageForm): TemplateProblem {
  const text = `names template "${name}", which is ${status}, not APPROVED: nobody would get it; wait until Meta approves it, or use another`
  const kind = 'unapproved-template'
  return { kind, code: kind, path: messagePaths({}, form).name, message: text }
}

function carouselProblems({ name, carousel }: Template, paths: MessagePaths): Mismatch[] {
  if (!carousel?.isFilled) return []
  const message = `names template "${name}", a carousel whose ${carousel.cards} cards take images or variables: no message here can give them`
  return [{ path: paths.name, message, code: 'template-carousel' }]
}

type Mismatch = Omit<TemplateProblem, 'kind'>

function headerProblems({ components = [] }: Message, template: Template, paths: MessagePaths): Mismatch[] {
  const given = components.find((component) => component.type === 'header')?.parameters[0].type
  const { header } = template
  const problem = (message: string) => [
    { path: paths.of('header'), message, code: 'template-header' as const },
  ]
  if (header === undefined) {
    // Of a template whose body is not told its header may not be, either.
    if (given === undefined || template.body === undefined) return []
    return problem(`does not fit: template "${template.name}" has no header; leave it out`)
  }
  if (header.type === 'other') return []
  if (header.type === 'text') {
    if (header.text === undefined) return []
    const wanted = hasVariable(header.text)
    if (wanted && given !== 'text')
      return problem(`must have a header of type text: that of template "${template.name}" has a variable`)
    if (wanted || given === undefined) return []
    return problem(`does not fit: the header of template "${template.name}" has no variable; leave it out`)
  }
  if (given === header.type) return []
  return problem(
    `must have a header of type ${header.type}, with a link: template "${template.name}" has one`,
  )
}

function bodyProblems({ components = [] }: Message, template: Template, paths: MessagePaths): Mismatch[] {
  const { name, variables } = template
  const code = components.some(({ type }) => type === 'otp')
  const given = components.find(({ type }) => type === 'body')?.parameters.length ?? 0
  if (code && template.body !== undefined && !isForOneTimeCodes(template)) {
    const message = `does not fit: template "${name}" is none for one-time codes; give its variables in the body`
    return [{ path: paths.of('otp'), message, code: 'template-code' }]
  }
  if (variables === undefined || given === variables.length || (code && given === 0)) return []
  if (isForOneTimeCodes(template) && given === 0) {
    const message = `is missing: template "${name}" sends a one-time code; give it as otp`
    return [{ path: paths.of('otp'), message, code: 'template-code' }]
  }
  const wanted = variables.length === 0 ? 'none' : countOf(variables)
  const message = `has ${numberOf(given)}, but template "${name}" has ${wanted}`
  const numbers = { given, wanted: variables.length }
  return [{ path: paths.of('body'), message, code: 'template-variables', ...numbers }]
}

function numberOf(count: number): string {
  if (count === 0) return 'no variables'
  return count === 1 ? '1 variable' : `${count} variables`
}

const mostNamed = 10

function countOf(variables: readonly string[]): string {
  const named = variables.slice(0, mostNamed).map((name) => `{{${name}}}`)
  return `${variables.length}: ${named.join(', ')}${variables.length > mostNamed ? ' …' : ''}`
}
