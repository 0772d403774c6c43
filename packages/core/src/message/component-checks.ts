import type { z } from 'zod'
import type { Component } from './component.js'
import { lengthOf } from './field-text.js'
import { mistake } from './problem-code.js'
import { variableNameAt } from './wire-format.js'

const bodyMaxLength = 1024

/**
 * WhatsApp takes 1,024 characters of body after substitution. The template's own text is not known here,
 * but variables that are longer by themselves can never fit.
 */
export function bodyLength<Part>(textOf: (part: Part) => string): z.core.CheckFn<Part[]> {
  return ({ value, issues }) => {
    let length = 0
    for (const part of value) length += lengthOf(textOf(part))
    if (length > bodyMaxLength) {
      const message = `has variables of more than ${bodyMaxLength} characters in all, which is all a body can have`
      const told = mistake(message, { code: 'variables-too-long', limit: bodyMaxLength })
      issues.push({ code: 'custom', ...told, input: value, continue: true })
    }
  }
}

/** Two variables of one name would be ambiguous in the Botmaker format, where the name decides. */
export const variableNames: z.core.CheckFn<{ variableName?: string | undefined }[]> = ({ value, issues }) => {
  if (!value.some((parameter) => parameter.variableName !== undefined)) return
  const seen = new Set<string>()
  value.forEach(({ variableName }, position) => {
    const name = variableName ?? variableNameAt(position)
    if (seen.has(name)) {
      const told = mistake('is the name of an earlier variable: give every variable a name of its own', {
        code: 'second-of-kind',
      })
      issues.push({ code: 'custom', ...told, input: value, path: [position, 'variableName'], continue: true })
    }
    seen.add(name)
  })
}

/** A template has one header, one body, one code; "Os modelos podem ter apenas um botão de copiar código" (seed 001). */
export const oneOfEach: z.core.CheckFn<Component[]> = ({ value, issues }) => {
  const seen = new Set<string>()
  value.forEach((component, position) => {
    const kind = kindOf(component)
    if (kind === undefined) return
    if (seen.has(kind)) {
      const told = mistake(`is a second ${kind}: a message has at most one`, { code: 'second-of-kind' })
      issues.push({ code: 'custom', ...told, input: value, path: [position], continue: true })
    }
    seen.add(kind)
  })
}

function kindOf(component: Component): string | undefined {
  if (component.type !== 'button') return component.type
  return component.parameters[0].type === 'coupon' ? 'coupon button' : undefined
}

/** The friendly form's way to choose: one of these keys and no other. */
export function exactlyOne(...keys: readonly string[]): z.core.CheckFn<object> {
  return ({ value, issues }) => {
    const given = Object.entries(value).filter(([key, chosen]) => keys.includes(key) && chosen !== undefined)
    if (given.length === 1) return
    const told = mistake(`must have exactly one of ${keys.join(', ')}`, { code: 'one-of-these' })
    issues.push({ code: 'custom', ...told, input: value, continue: true })
  }
}

/** The friendly form's coupons. */
export const oneCoupon: z.core.CheckFn<{ coupon?: string | undefined }[]> = ({ value, issues }) => {
  const second = value
    .map((button, position) => (button.coupon === undefined ? -1 : position))
    .filter((at) => at >= 0)[1]
  if (second === undefined) return
  const told = mistake('is a second coupon button: a message has at most one', { code: 'second-of-kind' })
  issues.push({ code: 'custom', ...told, input: value, path: [second], continue: true })
}
