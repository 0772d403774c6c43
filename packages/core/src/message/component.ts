/** Where a button stands in the template, from 0: a number or the same as text. The seed writes both. */
export type ButtonIndex = number | string

export interface TextParameter {
  readonly type: 'text'
  readonly text: string
}

/** `variableName` is kept only where it is not what the position says: `var_1` for the first, and so on. */
export interface BodyParameter extends TextParameter {
  readonly variableName?: string
}

export type HeaderParameter =
  | TextParameter
  | { readonly type: 'image'; readonly image: { readonly link: string } }
  | { readonly type: 'document'; readonly document: { readonly link: string; readonly filename?: string } }
  | { readonly type: 'video'; readonly video: { readonly link: string } }

export type ButtonParameter =
  | { readonly type: 'url'; readonly index: ButtonIndex; readonly text: string }
  | { readonly index: ButtonIndex; readonly type: 'coupon'; readonly coupon_code: string }

export interface HeaderComponent {
  readonly type: 'header'
  readonly parameters: readonly [HeaderParameter]
}

export interface BodyComponent {
  readonly type: 'body'
  readonly parameters: readonly BodyParameter[]
}

/** A one-time code ("modelo de autenticação"), for Hi Broker only. */
export interface OtpComponent {
  readonly type: 'otp'
  readonly parameters: readonly [TextParameter]
}

export interface ButtonComponent {
  readonly type: 'button'
  readonly parameters: readonly [ButtonParameter]
}

/** What is put into a template's places. Seed 001: "Lista ordenada dos parâmetros a serem substituidos no template". */
export type Component = HeaderComponent | BodyComponent | OtpComponent | ButtonComponent
