import type { ButtonIndex, ButtonParameter, Component, HeaderParameter } from './component.js'

/** What the friendly form puts into a template's places. `undefined` is the same as leaving the key out. */
interface FriendlyPlaces {
  readonly header?: FriendlyHeader | undefined
  readonly body?: readonly string[] | undefined
  readonly otp?: string | undefined
  readonly buttons?: readonly FriendlyButton[] | undefined
}

interface FriendlyHeader {
  readonly text?: string | undefined
  readonly image?: string | undefined
  readonly document?: string | { readonly link: string; readonly filename?: string | undefined } | undefined
  readonly video?: string | undefined
}

interface FriendlyButton {
  readonly url?: string | undefined
  readonly coupon?: string | undefined
  readonly index?: ButtonIndex | undefined
}

/** The seed's components for the friendly form's places, in the order of the seed's examples. */
export function componentsOf({ header, body, otp, buttons }: FriendlyPlaces): Component[] {
  const components: Component[] = []
  const headerParameter = header && headerParameterOf(header)
  if (headerParameter) components.push({ type: 'header', parameters: [headerParameter] })
  if (body?.length)
    components.push({ type: 'body', parameters: body.map((text) => ({ type: 'text', text })) })
  if (otp !== undefined) components.push({ type: 'otp', parameters: [{ type: 'text', text: otp }] })
  buttons?.forEach((button, position) => {
    const parameter = buttonParameterOf(button, button.index ?? position)
    if (parameter) components.push({ type: 'button', parameters: [parameter] })
  })
  return components
}

function headerParameterOf({ text, image, document, video }: FriendlyHeader): HeaderParameter | undefined {
  if (text !== undefined) return { type: 'text', text }
  if (image !== undefined) return { type: 'image', image: { link: image } }
  if (video !== undefined) return { type: 'video', video: { link: video } }
  if (document === undefined) return undefined
  const { link, filename } = typeof document === 'string' ? { link: document } : document
  return { type: 'document', document: filename === undefined ? { link } : { link, filename } }
}

function buttonParameterOf({ url, coupon }: FriendlyButton, index: ButtonIndex): ButtonParameter | undefined {
  if (url !== undefined) return { type: 'url', index, text: url }
  if (coupon !== undefined) return { index, type: 'coupon', coupon_code: coupon }
  return undefined
}
