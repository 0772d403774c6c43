import { z } from 'zod'
import { bodyLength, exactlyOne, oneCoupon } from './component-checks.js'
import {
  bodyText,
  buttonIndex,
  filename,
  headerText,
  mostVariables,
  otpText,
  urlText,
} from './component-schema.js'
import { link, parameterText } from './field-text.js'
import { componentsOf } from './friendly-components.js'
import { category, elementName, externalLabel, type Message, namespace, withoutUndefined } from './message.js'
import { defaultCouponMaxLength } from './message-rules.js'
import { type Country, defaultCountry, recipientInput } from './recipient.js'
import { list, strict } from './strict.js'

const header = strict({
  text: headerText.optional(),
  image: link.optional(),
  document: z
    .union([link, strict({ link, filename: filename.optional() })], {
      error: 'must be a link, or {link, filename}',
    })
    .optional(),
  video: link.optional(),
}).check(exactlyOne('text', 'image', 'document', 'video'))

function fields(couponMaxLength: number, country: Country) {
  const button = strict({
    url: urlText.optional(),
    coupon: parameterText(couponMaxLength).optional(),
    index: buttonIndex.optional(),
  }).check(exactlyOne('url', 'coupon'))
  return strict({
    to: recipientInput(country),
    template: strict({ namespace, elementName }),
    header: header.optional(),
    body: list(bodyText, mostVariables)
      .check(bodyLength((text) => text))
      .optional(),
    otp: otpText.optional(),
    buttons: list(button, 10).check(oneCoupon).optional(),
    externalLabel: externalLabel.optional(),
    category: category.optional(),
  })
}

/**
 * The form people write by hand and CSV rows become: `{to, template: {namespace, elementName}, header?, body?, otp?,
 * buttons?, externalLabel?, category?}`. A button's `index` is its place in the list unless told otherwise.
 */
export function friendlyMessageSchema(couponMaxLength: number, country: Country): z.ZodType<Message> {
  return fields(couponMaxLength, country).transform(
    ({ to, template, category, externalLabel, ...places }) => {
      const components = componentsOf(places)
      return withoutUndefined({
        to,
        ...template,
        category,
        externalLabel,
        components: components.length > 0 ? components : undefined,
      })
    },
  )
}

/** The friendly form by the default rules; it parses to a canonical `Message`. */
export const FriendlyMessage: z.ZodType<Message> = friendlyMessageSchema(
  defaultCouponMaxLength,
  defaultCountry,
)
