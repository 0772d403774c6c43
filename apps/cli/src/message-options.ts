import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'
import type { Words } from './words/index.js'

/** A message as the options of `disparo send` write it. */
export interface MessageOptions {
  readonly to?: string
  readonly namespace?: string
  readonly elementName?: string
  readonly headerText?: string
  readonly headerImage?: string
  readonly headerDocument?: string
  readonly headerFilename?: string
  readonly headerVideo?: string
  readonly body?: string[]
  readonly otp?: string
  readonly coupon?: string
  readonly button?: string[]
  readonly category?: string
  readonly externalLabel?: string
  readonly reference?: string
  readonly metadata?: string[]
}

/** The message in the friendly form. @throws CommandError naming the options that are missing */
export function messageOf(options: MessageOptions, { messages }: Words): Record<string, unknown> {
  const { to, namespace, elementName, body, otp, category, externalLabel, reference } = options
  const missing = Object.entries({ '--to': to, '--namespace': namespace, '--element-name': elementName })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name)
  if (missing.length > 0) {
    throw new CommandError(messages.missing(missing.join(', ')), { exit: exitCode.usage })
  }
  return {
    to,
    template: { namespace, elementName },
    header: headerOf(options),
    body,
    otp,
    buttons: buttonsOf(options),
    category,
    externalLabel,
    reference,
    metadata: metadataOf(options, messages),
  }
}

/** Texts by their names, as `name=value`. */
function metadataOf(
  { metadata }: MessageOptions,
  messages: Words['messages'],
): Record<string, string> | undefined {
  const pairs = metadata?.map((pair) => /^([^=]+)=(.*)$/s.exec(pair)?.slice(1) ?? [])
  if (pairs?.some(([name]) => name === undefined)) {
    throw new CommandError(messages.metadata, { exit: exitCode.usage })
  }
  return pairs && Object.fromEntries(pairs)
}

function headerOf({
  headerText,
  headerImage,
  headerDocument,
  headerFilename,
  headerVideo,
}: MessageOptions): unknown {
  const header = {
    text: headerText,
    image: headerImage,
    document: headerDocument && { link: headerDocument, filename: headerFilename },
    video: headerVideo,
  }
  return Object.values(header).some((value) => value !== undefined) ? header : undefined
}

function buttonsOf({ button = [], coupon }: MessageOptions): unknown {
  const buttons = [...button.map((url) => ({ url })), ...(coupon === undefined ? [] : [{ coupon }])]
  return buttons.length > 0 ? buttons : undefined
}
