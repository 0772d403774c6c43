import { z } from 'zod'
import {
  type Message,
  type MessageForm,
  type MessageRules,
  messageForm,
  nameText,
  type ParsedMessage,
  parseMessage,
} from '../../message/index.js'
import type { TemplateProblem } from '../../templates/index.js'

/** The templates of an account, and whether a message that does not go with them is refused. */
export interface TemplateRules {
  readonly refuse: boolean
  check(message: Message, form: MessageForm): readonly TemplateProblem[]
  /** What is wrong with the template as such, whatever it is filled with. */
  checkName(names: TemplateNames, form: MessageForm): readonly TemplateProblem[]
}

const TemplateNames = z.object({ namespace: nameText(256), elementName: nameText(512) })
type TemplateNames = z.infer<typeof TemplateNames>

/** Somebody in place of a recipient who cannot be read. */
const standIn = '+5511987654321'

/**
 * What of a message does not go with its template. Of one that is refused for something else all that can be told, so that
 * whoever corrects it learns everything at once.
 */
export function misfitsOf(
  input: unknown,
  parsed: ParsedMessage,
  { refuse, check, checkName }: TemplateRules,
  rules: MessageRules,
): readonly TemplateProblem[] {
  const form = messageForm(input)
  if (parsed.ok) return check(parsed.message, form)
  if (!refuse || typeof input !== 'object' || input === null) return []
  const other = parseMessage({ ...input, to: standIn }, rules)
  if (other.ok) return check(other.message, form)
  const names = TemplateNames.safeParse('template' in input ? input.template : input)
  return names.success ? checkName(names.data, form) : []
}
