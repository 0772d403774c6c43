import type { TemplateBody } from '../message/template-body.js'
import type { ApprovedTemplate } from './approved-template.js'

/** Meta's words for what it refuses, which come through Hi Platform. */
const REFUSALS = {
  unknown: '(#132001) Template name does not exist in the translation',
  parameters: '(#132000) Number of parameters does not match the expected number of params',
  format: '(#132012) Parameter format does not match format in the created template',
  paused: '(#132015) Template is paused due to low quality',
  disabled: '(#132016) Template is disabled',
} as const

/** Why a message is refused by the templates that there are; `undefined` where it fits one of its name. */
export function refuseMisfit(body: TemplateBody, templates: readonly ApprovedTemplate[]): string | undefined {
  const named = templates.filter(({ name }) => name === body.elementName)
  if (named.length === 0) return REFUSALS.unknown
  const refusals = named.map((template) => refusalBy(template, body))
  return refusals.includes(undefined) ? undefined : refusals[0]
}

function refusalBy(template: ApprovedTemplate, body: TemplateBody): string | undefined {
  const { status } = template
  if (status === 'PAUSED') return REFUSALS.paused
  if (status === 'DISABLED') return REFUSALS.disabled
  if (status !== 'APPROVED') return REFUSALS.unknown
  const given = countGiven(body)
  const code = body.components?.find(({ type }) => type === 'otp')
  if (code) return template.category === 'AUTHENTICATION' ? undefined : REFUSALS.parameters
  const wanted = placesIn(textOf(template, 'BODY'))
  if (given.body !== wanted) return REFUSALS.parameters
  if (given.header !== headerOf(template)) return REFUSALS.format
  return given.buttons === buttonsOf(template) ? undefined : REFUSALS.parameters
}

/** How many texts the body has, of what type the header is, and at which places buttons are filled. */
function countGiven({ components = [] }: TemplateBody) {
  const given = { body: 0, header: 'none', buttons: [] as string[] }
  for (const component of components) {
    if (component.type === 'body') given.body = component.parameters.length
    if (component.type === 'header') given.header = component.parameters[0]?.type ?? 'none'
    if (component.type === 'button')
      given.buttons.push(...component.parameters.map(({ type, index }) => `${Number(index)} ${type}`))
  }
  return { ...given, buttons: given.buttons.sort().join() }
}

function headerOf(template: ApprovedTemplate): string {
  const header = template.components.find(({ type }) => type === 'HEADER')
  if (header === undefined) return 'none'
  const format = (header.format ?? 'TEXT').toLowerCase()
  return format === 'text' && placesIn(header.text ?? '') === 0 ? 'none' : format
}

function buttonsOf(template: ApprovedTemplate): string {
  const buttons = template.components.find(({ type }) => type === 'BUTTONS')?.buttons ?? []
  return buttons
    .flatMap(({ type, url = '' }, index) => {
      if (type === 'COPY_CODE') return [`${index} coupon`]
      return type === 'URL' && placesIn(url) > 0 ? [`${index} url`] : []
    })
    .sort()
    .join()
}

function textOf(template: ApprovedTemplate, wanted: 'BODY'): string {
  return template.components.find(({ type }) => type === wanted)?.text ?? ''
}

function placesIn(text: string): number {
  return new Set(text.match(/\{\{\s*\w+\s*\}\}/g) ?? []).size
}
