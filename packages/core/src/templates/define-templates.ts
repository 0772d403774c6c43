import type { FriendlyMessage, HeaderInput, RowTerms } from '../message/index.js'

/** What a template of yours has places for. */
export interface TemplateDefinition {
  /** Default `default`, which Hi Platform's examples for its own broker have (seed 001). */
  readonly namespace?: string | undefined
  /** The template's name at Hi Platform. Default: the name that it is defined by. */
  readonly elementName?: string | undefined
  /** Goes with each of its messages; `Marketing` goes by the lane `bulk`. */
  readonly category?: string | undefined
  /** What its header takes. */
  readonly header?: 'text' | 'image' | 'document' | 'video' | undefined
  /** What you call the variables of its body, in the order of `{{1}}`, `{{2}}` … */
  readonly body?: readonly string[] | undefined
  /** It is an authentication template, and takes a code. */
  readonly otp?: true | undefined
}

export type TemplateDefinitions = Readonly<Record<string, TemplateDefinition>>

/** None is defined. */
export type NoTemplates = Readonly<Record<never, TemplateDefinition>>

/** A message of a template that was defined: its variables by their names. */
export type NamedMessage<Definitions extends TemplateDefinitions> = {
  readonly [Name in keyof Definitions & string]: Omit<
    FriendlyMessage,
    'template' | 'header' | 'body' | 'otp' | 'category'
  > & { readonly template: Name } & HeaderOf<Definitions[Name]> &
    BodyOf<Definitions[Name]> &
    OtpOf<Definitions[Name]>
}[keyof Definitions & string]

/** A row of one. */
export type NamedRow<Definitions extends TemplateDefinitions> = NamedMessage<Definitions> & RowTerms

type HeaderOf<Definition> = Definition extends { readonly header: infer Kind extends keyof HeaderInput }
  ? { readonly header: Extract<HeaderInput, Readonly<Record<Kind, unknown>>> }
  : { readonly header?: undefined }

type BodyOf<Definition> = Definition extends { readonly body: readonly (infer Variable extends string)[] }
  ? { readonly body: Readonly<Record<Variable, string>> }
  : { readonly body?: undefined }

type OtpOf<Definition> = Definition extends { readonly otp: true }
  ? { readonly otp: string }
  : { readonly otp?: undefined }

/**
 * Names your templates and their variables, for `connect({templates})`: then `send({to, template: 'compra', body: {valor, final}})` is checked
 * as you type it.
 * @example defineTemplates({ compra: { body: ['valor', 'final'] } })
 */
export function defineTemplates<const Definitions extends TemplateDefinitions>(
  definitions: Definitions,
): Definitions {
  return definitions
}
