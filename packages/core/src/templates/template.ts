/** What a template's header is filled with; `other`: something that our messages have no form for, such as a place. */
export type HeaderType = 'text' | 'image' | 'document' | 'video' | 'other'

/**
 * What a button does. `url` and `coupon` may be filled by a message; `otp` copies its one-time code; `reply`, `phone`
 * and `other` take nothing.
 */
export type TemplateButtonType = 'url' | 'coupon' | 'otp' | 'reply' | 'phone' | 'other'

export interface TemplateButton {
  readonly type: TemplateButtonType
  readonly text?: string
  /** Of `url`: where it leads, with `{{1}}` where a message fills its end. */
  readonly url?: string
}

/** A template as Meta approved it (or not), as far as a message can be checked against it. */
export interface Template {
  /** The message's `elementName`. */
  readonly name: string
  /** The message's `namespace`; absent where the source does not say, so that any will do. */
  readonly namespace?: string
  /** Such as `pt_BR`. A name may be there in several; a message does not say which. */
  readonly language?: string
  /** As Meta writes it: `MARKETING`, `UTILITY`, `AUTHENTICATION`. */
  readonly category?: string
  /** As Meta writes it: `APPROVED`, `PAUSED`, `REJECTED` …; absent where the source does not say. */
  readonly status?: string
  readonly header?: { readonly type: HeaderType; readonly text?: string }
  /** With `{{1}}`, `{{2}}` … or, for templates with names, `{{nome}}`. Absent where the source does not tell. */
  readonly body?: string
  /** The body's variables in the order in which a message fills them; absent where they cannot be told. */
  readonly variables?: readonly string[]
  readonly footer?: string
  /** How many cards it shows, and whether they take a medium or variables: our messages have no form for those. */
  readonly carousel?: { readonly cards: number; readonly isFilled: boolean }
  readonly buttons: readonly TemplateButton[]
}

/** Only such templates are sent; Meta answers 132001 for others, and 132015 or 132016 for those that it has stopped. */
export function isApproved({ status }: Template): boolean {
  return status === undefined || status === 'APPROVED'
}

/** Whether it sends a one-time code: seed 001, "modelo de autenticação". */
export function isForOneTimeCodes({ category, buttons }: Template): boolean {
  return category === 'AUTHENTICATION' || buttons.some(({ type }) => type === 'otp')
}
