export { checkXmlSupport } from './can-carry.js'
export { closestName } from './closest-name.js'
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
export { countryOf } from './country-of.js'
export { decodeWindows1252 } from './decode-windows-1252.js'
export { type Extras, extrasOf, type Metadata } from './extras.js'
export type { FieldProblem } from './field-problem.js'
export { explainIssue, problemsOf } from './field-problems.js'
export { hasControl, nameText } from './field-text.js'
export { friendlyMessageSchema } from './friendly-message.js'
export { InvalidMessageError } from './invalid-message-error.js'
export { jsonFault } from './json-fault.js'
export { Lane, laneOf } from './lane.js'
export { Message } from './message.js'
export type {
  ButtonInput,
  DocumentInput,
  FriendlyMessage,
  HeaderInput,
  HiMessage,
  MessageInput,
  RowInput,
  RowTerms,
  TemplateName,
} from './message-input.js'
export type { MessageRules } from './message-rules.js'
export { Moment, momentProblem } from './moment.js'
export { phoneOfRecipient } from './national-phone.js'
export { type MessageForm, messageForm, type ParsedMessage, parseMessage } from './parse-message.js'
export { codingOf, mistake, type ProblemCode, type ProblemCoding, problemCodes } from './problem-code.js'
export { MalformedJsonError, readJson } from './read-json.js'
export {
  Country,
  isCountry,
  isRecipient,
  maskRecipient,
  normalizeRecipient,
  readRecipient,
  recipientInput,
} from './recipient.js'
export { phoneSuffix, recipientKey } from './recipient-key.js'
export { renderMessage } from './render-message.js'
export {
  emptyRendition,
  LearnedForm,
  maxFormLength,
  maxRemembered,
  minPairs,
  Rendition,
} from './rendition.js'
export { isSettled, MessageStatus, settledStatuses } from './status.js'
export { strictObject } from './strict-schema.js'
export { findSuspiciousTexts, type SuspiciousText, variablesOf } from './suspicious-text.js'
export { textsOf } from './texts-of.js'
export { trimWhitespace } from './trim-whitespace.js'
export { plainLabel, uniqueSuffix, withUniqueLabel } from './unique-label.js'
export { WireFormat } from './wire-format.js'
export { fitsXml } from './xml-text.js'
