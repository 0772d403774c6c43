import { z } from 'zod'
import { ButtonIndex, extras, label, lengths, link, name, Recipient, text } from './seed-message.js'

/** One of `text`, `image`, `document` and `video`. */
const header = z.strictObject({
  text: text(lengths.header).optional(),
  image: link.optional(),
  document: z.union([link, z.strictObject({ link, filename: text(lengths.filename).optional() })]).optional(),
  video: link.optional(),
})

/** One of `url` and `coupon`; `index` is the place in the list unless it is given. */
const button = z.strictObject({
  url: text(lengths.url).optional(),
  coupon: text(lengths.coupon).optional(),
  index: ButtonIndex.optional(),
})

/** A message in the friendly form, which people write by hand. */
export const FriendlyMessage = z.strictObject({
  to: Recipient,
  template: z.strictObject(name),
  header: header.optional(),
  body: z.array(text(lengths.body)).optional(),
  otp: text(lengths.otp).optional(),
  buttons: z.array(button).optional(),
  externalLabel: label.externalLabel,
  category: label.category,
  ...extras,
})
