/** The XML integration (seed 000): its documents and answers in both directions, the client, what answers mean. */

export { buildDispatch } from './build-dispatch.js'
export { createXmlClient, type XmlClient } from './client.js'
export { type CooperativeTask, runToEnd } from './cooperative-task.js'
export { decodeXml } from './decode-xml.js'
export type { XmlContact, XmlDispatch } from './dispatch.js'
export { InvalidXmlError } from './invalid-xml-error.js'
export { xmlOutcomeOf } from './outcome.js'
export { recipientOfPhone } from './phone.js'
export { readAnswer, type XmlAnswer, type XmlStatusItem } from './read-answer.js'
export { readRequest, readRequestInSteps, type XmlRequest } from './read-request.js'
export {
  renderDispatchAnswer,
  renderErrorAnswer,
  renderStatusAnswer,
  type XmlCase,
  xmlCases,
} from './render-answer.js'
export { renderDispatch, renderStatusQuery } from './render-request.js'
export { statusOfWord, wordOfStatus } from './status-words.js'
export { type XmlProblem, XmlRequestError } from './xml-request-error.js'
