import type { ButtonParameter, FieldProblem, Message, ProblemCode } from '../message/index.js'
import type { MessagePaths } from './message-paths.js'
import { isForOneTimeCodes, type Template, type TemplateButton } from './template.js'
import { hasVariable } from './variables.js'

type ButtonProblem = FieldProblem & { readonly code: ProblemCode }

/**
 * Whether a message fills the buttons that have something to be filled, and no others. Seed 001 counts buttons from 0, in the
 * order of the template. What a one-time code's button gets comes from the code.
 */
export function buttonProblems(
  { components = [] }: Message,
  template: Template,
  paths: MessagePaths,
): ButtonProblem[] {
  if (template.body === undefined || isForOneTimeCodes(template)) return []
  const filled = new Set<number>()
  const problems: ButtonProblem[] = []
  components.forEach(({ type, parameters: [parameter] }, position) => {
    if (type !== 'button') return
    const given = parameter as ButtonParameter
    const index = Number(given.index)
    const message = filled.has(index)
      ? `fills button ${index} a second time: each has one parameter`
      : misfit(given, template, index)
    filled.add(index)
    if (message !== undefined)
      problems.push({ path: paths.ofButton(position), message, code: 'template-button' })
  })
  template.buttons.forEach((button, index) => {
    if (!needsParameter(button) || filled.has(index)) return
    const what = button.type === 'coupon' ? 'a coupon code' : 'the end of its link'
    const message = `must have a button of type ${button.type} with index ${index}: template "${template.name}" takes ${what} there`
    problems.push({ path: paths.ofButton(), message, code: 'template-button' })
  })
  return problems
}

function misfit(given: ButtonParameter, { name, buttons }: Template, index: number): string | undefined {
  const button = buttons[index]
  const fitting = buttons.flatMap((each, at) =>
    each.type === given.type && takesParameter(each) ? [at] : [],
  )
  if (button === undefined) {
    const has = buttons.length === 0 ? 'no buttons' : `buttons 0 to ${buttons.length - 1}`
    return `does not fit: template "${name}" has ${has}; ${advice(given, fitting)}`
  }
  if (button.type === 'other' || (button.type === given.type && takesParameter(button))) return undefined
  return `does not fit: button ${index} of template "${name}" takes no ${given.type}; ${advice(given, fitting)}`
}

function advice({ type }: ButtonParameter, fitting: readonly number[]): string {
  return fitting.length === 0 ? 'leave it out' : `its ${type} has index ${fitting.join(' or ')}`
}

function needsParameter({ type, url }: TemplateButton): boolean {
  return type === 'coupon' || (type === 'url' && url !== undefined && hasVariable(url))
}

/** A link that the source does not show may have an end to be filled. */
function takesParameter(button: TemplateButton): boolean {
  return needsParameter(button) || (button.type === 'url' && button.url === undefined)
}
