import type { ButtonIndex, Component } from './component.js'

/**
 * A message as `send` takes it, in either form: `FriendlyMessage`, or `HiMessage`, the body of seed 001. A key of the one form in the
 * other is an error. What types cannot say (lengths, numbers that exist) is told by `InvalidMessageError`, field by field.
 */
export type MessageInput = FriendlyMessage | HiMessage

/** A row of `sendMany`: a message with terms of its own. */
export type RowInput = MessageInput & RowTerms

/** What a row says of itself beside its message. */
export interface RowTerms {
  /** Idempotency key of the row, 1 to 200 characters. Default: a row is known by its content. */
  readonly key?: string | undefined
  /** Not before this moment: a date, or ISO 8601 with time and zone. At most a year ahead. */
  readonly sendAt?: Date | string | undefined
  /** Not after this moment: still unsent by then, the message becomes `expired`. */
  readonly expiresAt?: Date | string | undefined
}

/** What both forms have. */
interface Addressed {
  /**
   * The recipient in any usual writing: `+55 (11) 98765-4321`, `011 98765-4321`, `5511987654321`. Without a country code it is
   * a number of the account's `defaultCountry`; 8 to 15 digits in the end (E.164).
   */
  readonly to: string | number
  /** As Meta names them (`Marketing`, `Utility`, `Authentication`): one line, up to 64 characters. `Marketing` goes by the lane `bulk`. */
  readonly category?: string | undefined
  /** Tags what is sent, such as a campaign; Hi Platform's report repeats it. One line, up to 256 characters. */
  readonly externalLabel?: string | undefined
  /** What you find the message by; it is not sent. One line, up to 128 characters. */
  readonly reference?: string | undefined
  /** Flat; told with the message's status and never sent. Up to 512 bytes as JSON. */
  readonly metadata?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** The form to write by hand. */
export interface FriendlyMessage extends Addressed {
  readonly template: TemplateName
  /** What fills the template's header, where it has a place for it. */
  readonly header?: HeaderInput | undefined
  /** The texts for `{{1}}`, `{{2}}` … in their order: 1 to 1,024 characters each and together (WhatsApp's limit). */
  readonly body?: readonly string[] | undefined
  /** The one-time code of an authentication template, up to 15 characters. Such a message goes by the lane `urgent`. */
  readonly otp?: string | undefined
  /** Up to ten; only those with a variable part. */
  readonly buttons?: readonly ButtonInput[] | undefined
  readonly namespace?: never
  readonly elementName?: never
  readonly components?: never
}

/** Which template is sent. */
export interface TemplateName {
  /** Of the account's templates at Hi Platform: one line, up to 256 characters. */
  readonly namespace: string
  /** The template's name: one line, up to 512 characters. */
  readonly elementName: string
}

interface HeaderFields {
  /** Up to 60 characters. */
  readonly text: string
  /** A link to a picture, http or https. */
  readonly image: string
  /** A link to a document, or that with the name that the recipient sees. */
  readonly document: string | DocumentInput
  /** A link to a film. */
  readonly video: string
}

/** Exactly one of them. */
export type HeaderInput = {
  readonly [Field in keyof HeaderFields]: Pick<HeaderFields, Field> & {
    readonly [Other in Exclude<keyof HeaderFields, Field>]?: undefined
  }
}[keyof HeaderFields]

export interface DocumentInput {
  /** http or https. */
  readonly link: string
  /** As the recipient sees it, up to 240 characters. */
  readonly filename?: string | undefined
}

/** Either the end of a button's address (up to 2,000 characters), or a coupon (up to the account's `couponMaxLength`, 15). */
export type ButtonInput =
  | { readonly url: string; readonly coupon?: undefined; readonly index?: ButtonIndex | undefined }
  | { readonly coupon: string; readonly url?: undefined; readonly index?: ButtonIndex | undefined }

/** The form of Hi Platform's REST API (seed 001), for Botmaker (`variableName`) and Hi alike. */
export interface HiMessage extends Addressed, TemplateName {
  readonly components?: readonly Component[] | undefined
  readonly template?: never
  readonly header?: never
  readonly body?: never
  readonly otp?: never
  readonly buttons?: never
}
