export { canCarry } from './can-carry.js'
export type {
  BodyComponent,
  BodyParameter,
  ButtonComponent,
  ButtonIndex,
  ButtonParameter,
  Component,
  HeaderComponent,
  HeaderParameter,
  OtpComponent,
  TextParameter,
} from './component.js'
export { decodeWindows1252 } from './decode-windows-1252.js'
export { type DoubtfulText, doubtfulTexts, variablesOf } from './doubtful-text.js'
export type { FieldProblem } from './field-problem.js'
export { explainIssue, problemsOf } from './field-problems.js'
export { hasControl } from './field-text.js'
export { FriendlyMessage } from './friendly-message.js'
export { InvalidMessageError } from './invalid-message-error.js'
export { Lane } from './lane.js'
export { laneOf } from './lane-of.js'
export { lastEight } from './last-eight.js'
export { MalformedJsonError } from './malformed-json-error.js'
export { Message } from './message.js'
export type { MessageRules } from './message-rules.js'
export { Moment, momentProblem } from './moment.js'
export { phoneOfRecipient } from './national-phone.js'
export { type ParsedMessage, parseMessage } from './parse-message.js'
export { readJson } from './read-json.js'
export { Country, isRecipient, maskRecipient, normalizeRecipient, readRecipient } from './recipient.js'
export { recipientKey } from './recipient-key.js'
export { renderMessage } from './render-message.js'
export {
  Habit,
  habitPairs,
  longestForm,
  mostRemembered,
  nothingLearnt,
  Rendition,
} from './rendition.js'
export { isSettled, MessageStatus, settledStatuses } from './status.js'
export { strict } from './strict.js'
export { trimBlanks } from './trim-blanks.js'
export { plainLabel, uniqueEnd, withUniqueLabel } from './unique-label.js'
export { WireFormat } from './wire-format.js'
export { fitsXml } from './xml-text.js'
