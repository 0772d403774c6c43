import { z } from 'zod'
import type { BodyParameter, Component } from './component.js'
import { bodyLength, oneOfEach, variableNames } from './component-checks.js'
import { link, nameText, parameterText } from './field-text.js'
import { boundedList, exactlyOneOf, strictObject } from './strict-schema.js'
import { variableNameAt } from './wire-format.js'

/** WhatsApp: a header's text and a one-time code. Hi Broker's coupon is an account's rule. */
export const headerText = parameterText(60)
export const otpText = parameterText(15)
export const urlText = parameterText(2000)
export const filename = nameText(240)
export const bodyText = parameterText(1024)

/** A body of 1,024 characters has no room for more, and a template has a header, a body, a code and ten buttons. */
export const maxVariables = 500
const mostComponents = 20

/** WhatsApp takes ten buttons. The seed counts them from 0, once as a number and once as text. */
const indexRule = 'must be the position of the button in the template, from 0 to 9'
export const buttonIndex = z.union(
  [z.int(indexRule).min(0, indexRule).max(9, indexRule), z.string().regex(/^[0-9]$/, indexRule)],
  indexRule,
)

const headerParameter = z.discriminatedUnion(
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

const bodyParameter = strictObject({
  variableName: nameText(64).optional(),
  type: z.literal('text'),
  text: bodyText,
})

function buttonParameter(couponMaxLength: number) {
  return z.discriminatedUnion(
    'type',
    [
      strictObject({ type: z.literal('url'), index: buttonIndex, text: urlText }),
      strictObject({
        index: buttonIndex,
        type: z.literal('coupon'),
        coupon_code: parameterText(couponMaxLength),
      }),
    ],
    { error: noSuchType('url or coupon') },
  )
}

/** The seed's `components`. Every component but the body has exactly one parameter. */
export function componentsSchema(couponMaxLength: number) {
  const component: z.ZodType<Component> = z.discriminatedUnion(
    'type',
    [
      strictObject({ type: z.literal('header'), parameters: exactlyOneOf(headerParameter) }),
      strictObject({
        type: z.literal('body'),
        parameters: boundedList(bodyParameter, maxVariables)
          .check(bodyLength((parameter) => parameter.text))
          .check(variableNames)
          .transform(canonicalParameters),
      }),
      strictObject({
        type: z.literal('otp'),
        parameters: exactlyOneOf(strictObject({ type: z.literal('text'), text: otpText })),
      }),
      strictObject({ type: z.literal('button'), parameters: exactlyOneOf(buttonParameter(couponMaxLength)) }),
    ],
    { error: noSuchType('header, body, otp or button') },
  )
  return boundedList(component, mostComponents).check(oneOfEach)
}

/** A variable's name is kept only where it says more than its position does. */
function canonicalParameters(parameters: z.output<typeof bodyParameter>[]): BodyParameter[] {
  return parameters.map(({ variableName, type, text }, position) =>
    variableName === undefined || variableName === variableNameAt(position)
      ? { type, text }
      : { variableName, type, text },
  )
}

function noSuchType(allowed: string): z.core.$ZodErrorMap {
  return (issue) => (issue.code === 'invalid_union' ? `must be ${allowed}` : undefined)
}
