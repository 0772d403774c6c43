import { z } from 'zod'
import { bodyLength, exactlyOne, oneCoupon } from './component-checks.js'
import { componentFields, maxVariables } from './component-schema.js'
import { componentsOf } from './friendly-components.js'
import { type Message, messageFields, withoutUndefined } from './message.js'
import { type Country, recipientInput } from './recipient.js'
import { boundedList, strictObject } from './strict-schema.js'

function fields(couponMaxLength: number, country: Country) {
  const { namespace, elementName, ...others } = messageFields()
  const { headerText, bodyText, otpText, urlText, couponText, link, filename, buttonIndex } =
    componentFields(couponMaxLength)
  const header = strictObject({
    text: headerText.optional(),
    image: link.optional(),
    document: z
      .union([link, strictObject({ link, filename: filename.optional() })], {
        error: 'must be a link, or {link, filename}',
      })
      .optional(),
    video: link.optional(),
  }).check(exactlyOne('text', 'image', 'document', 'video'))
  const button = strictObject({
    url: urlText.optional(),
    coupon: couponText.optional(),
    index: buttonIndex.optional(),
  }).check(exactlyOne('url', 'coupon'))
  return strictObject({
    to: recipientInput(country),
    template: strictObject({ namespace, elementName }),
    header: header.optional(),
    body: boundedList(bodyText, maxVariables)
      .check(bodyLength((text) => text))
      .optional(),
    otp: otpText.optional(),
    buttons: boundedList(button, 10).check(oneCoupon).optional(),
    ...others,
  })
}

/**
 * The form people write by hand and CSV rows become: `{to, template: {namespace, elementName}, header?, body?, otp?,
 * buttons?, externalLabel?, category?, reference?, metadata?}`. A button's `index` is its place in the list unless told otherwise.
 */
export function friendlyMessageSchema(couponMaxLength: number, country: Country): z.ZodType<Message> {
  return fields(couponMaxLength, country).transform(
    ({ to, template, category, externalLabel, reference, metadata, ...places }) => {
      const components = componentsOf(places)
      return withoutUndefined({
        to,
        ...template,
        category,
        externalLabel,
        reference,
        metadata,
        components: components.length > 0 ? components : undefined,
      })
    },
  )
}
