import { z } from 'zod'
import type { BodyParameter, Component } from './component.js'
import { bodyLength, oneOfEach, variableNames } from './component-checks.js'
import { linkText, nameText, parameterText } from './field-text.js'
import { boundedList, exactlyOneOf, strictObject } from './strict-schema.js'
import { variableNameAt } from './wire-format.js'

/** A body of 1,024 characters has no room for more, and a template has a header, a body, a code and ten buttons. */
export const maxVariables = 500
const mostComponents = 20

/** The seed counts buttons from 0, once as a number and once as text. WhatsApp takes ten. */
const indexRule = 'must be the position of the button in the template, from 0 to 9'

/** What stands in components, whatever the form: WhatsApp's limits, but for Hi Broker's coupon, which is an account's rule. */
export function componentFields(couponMaxLength: number) {
  return {
    headerText: parameterText(60),
    bodyText: parameterText(1024),
    otpText: parameterText(15),
    urlText: parameterText(2000),
    couponText: parameterText(couponMaxLength),
    link: linkText(),
    filename: nameText(240),
    buttonIndex: z.union(
      [z.int(indexRule).min(0, indexRule).max(9, indexRule), z.string().regex(/^[0-9]$/, indexRule)],
      indexRule,
    ),
  }
}
type ComponentFields = ReturnType<typeof componentFields>

function headerParameter({ headerText, link, filename }: ComponentFields) {
  return z.discriminatedUnion(
    'type',
    [
      strictObject({ type: z.literal('text'), text: headerText }),
      strictObject({ type: z.literal('image'), image: strictObject({ link }) }),
      strictObject({
        type: z.literal('document'),
        document: strictObject({ link, filename: filename.optional() }).transform((document) =>
          document.filename === undefined
            ? { link: document.link }
            : { link: document.link, filename: document.filename },
        ),
      }),
      strictObject({ type: z.literal('video'), video: strictObject({ link }) }),
    ],
    { error: noSuchType('text, image, document or video') },
  )
}

function bodyParameter({ bodyText }: ComponentFields) {
  return strictObject({
    variableName: nameText(64).optional(),
    type: z.literal('text'),
    text: bodyText,
  })
}

function buttonParameter({ buttonIndex, urlText, couponText }: ComponentFields) {
  return z.discriminatedUnion(
    'type',
    [
      strictObject({ type: z.literal('url'), index: buttonIndex, text: urlText }),
      strictObject({ index: buttonIndex, type: z.literal('coupon'), coupon_code: couponText }),
    ],
    { error: noSuchType('url or coupon') },
  )
}

/** The seed's `components`. Every component but the body has exactly one parameter. */
export function componentsSchema(fields: ComponentFields) {
  const component: z.ZodType<Component> = z.discriminatedUnion(
    'type',
    [
      strictObject({ type: z.literal('header'), parameters: exactlyOneOf(headerParameter(fields)) }),
      strictObject({
        type: z.literal('body'),
        parameters: boundedList(bodyParameter(fields), maxVariables)
          .check(bodyLength((parameter) => parameter.text))
          .check(variableNames)
          .transform(canonicalParameters),
      }),
      strictObject({
        type: z.literal('otp'),
        parameters: exactlyOneOf(strictObject({ type: z.literal('text'), text: fields.otpText })),
      }),
      strictObject({ type: z.literal('button'), parameters: exactlyOneOf(buttonParameter(fields)) }),
    ],
    { error: noSuchType('header, body, otp or button') },
  )
  return boundedList(component, mostComponents).check(oneOfEach)
}

/** A variable's name is kept only where it says more than its position does. */
function canonicalParameters(parameters: z.output<ReturnType<typeof bodyParameter>>[]): BodyParameter[] {
  return parameters.map(({ variableName, type, text }, position) =>
    variableName === undefined || variableName === variableNameAt(position)
      ? { type, text }
      : { variableName, type, text },
  )
}

function noSuchType(allowed: string): z.core.$ZodErrorMap {
  return (issue) => (issue.code === 'invalid_union' ? `must be ${allowed}` : undefined)
}
