import type { Component, Message } from '../message/index.js'
import type { HeaderType, Template, TemplateButtonType } from './template.js'
import { fillVariables } from './variables.js'

/** A message as its recipient will see it. What nothing was given for stays as `{{1}}`. */
export interface RenderedTemplate {
  readonly header?: { readonly type: HeaderType; readonly text?: string; readonly link?: string }
  readonly body?: string
  readonly footer?: string
  readonly buttons: readonly {
    readonly type: TemplateButtonType
    readonly text?: string
    readonly url?: string
    /** Of a coupon. */
    readonly code?: string
  }[]
}

/** Puts a message's texts into the places of its template. Variables with names are filled by `variableName`, or in order. */
export function renderTemplate(template: Template, { components = [] }: Message): RenderedTemplate {
  const { header, body, footer, buttons } = template
  const code = componentOf(components, 'otp')?.parameters[0].text
  const texts = componentOf(components, 'body')?.parameters ?? []
  const names = template.variables ?? []
  const valueFor = (name: string) => {
    const named = texts.find(({ variableName }) => variableName === name)
    const given =
      named ?? texts[names.indexOf(name)] ?? (names.length === 0 ? texts[Number(name) - 1] : undefined)
    return given?.text ?? (texts.length === 0 && names.indexOf(name) === 0 ? code : undefined)
  }
  const parameterAt = (index: number) =>
    components
      .flatMap((component) => (component.type === 'button' ? [component.parameters[0]] : []))
      .find((parameter) => Number(parameter.index) === index)
  return {
    ...(header && { header: renderHeader(header, components) }),
    ...(body !== undefined && { body: fillVariables(body, valueFor) }),
    ...(footer !== undefined && { footer }),
    buttons: buttons.map(({ url, ...button }, index) => {
      const parameter = parameterAt(index)
      const end = parameter?.type === 'url' ? parameter.text : undefined
      return {
        ...button,
        ...(url !== undefined && { url: fillVariables(url, () => end) }),
        ...(parameter?.type === 'coupon' && { code: parameter.coupon_code }),
      }
    }),
  }
}

function renderHeader(
  header: NonNullable<Template['header']>,
  components: readonly Component[],
): NonNullable<RenderedTemplate['header']> {
  const given = componentOf(components, 'header')?.parameters[0]
  const text = given?.type === 'text' ? given.text : undefined
  return {
    ...header,
    ...(header.text !== undefined && { text: fillVariables(header.text, () => text) }),
    ...(given && given.type !== 'text' && { link: linkOf(given) }),
  }
}

type Given<Type> = Extract<Component, { readonly type: Type }>

function linkOf(given: Given<'header'>['parameters'][0]): string {
  if (given.type === 'image') return given.image.link
  if (given.type === 'document') return given.document.link
  return given.type === 'video' ? given.video.link : ''
}

function componentOf<Type extends Component['type']>(
  components: readonly Component[],
  type: Type,
): Given<Type> | undefined {
  return components.find((component): component is Given<Type> => component.type === type)
}
