import type { FailureTable } from './meaning.js'

const fixTemplate = 'Correct the template or its name, and import the rows again.'
const fixParameters =
  "Compare the rows with the template's text, correct them, and import them into the batch."

/** Meta's codes, as far as they come through Hi Platform. */
export const metaCodes: FailureTable = {
  '130429': [
    'Too many messages went out at once from this number.',
    'Retry when there is less to send.',
    'later',
  ],
  '130472': [
    'Meta leaves this person out of marketing for an experiment.',
    'Reach them in another way.',
    'never',
  ],
  '131000': ['Meta had a fault of its own.', 'Retry.', 'now'],
  '131008': ['A parameter that the template needs is missing.', fixParameters, 'never'],
  '131009': ['A parameter has a value that is not allowed.', fixParameters, 'never'],
  '131016': ["Meta's service was overloaded or down.", 'Retry.', 'later'],
  '131021': ['Sender and recipient are the same number.', 'Take that number out of the list.', 'never'],
  '131026': [
    'The number cannot be reached: it has no WhatsApp, an old one, or has not accepted its terms.',
    'Reach the person in another way, or correct the number.',
    'never',
  ],
  '131031': [
    'The account is locked by Meta.',
    "Look at the account in Meta's manager; retry when it is unlocked.",
    'later',
  ],
  '131042': ['The account has no valid way to pay.', "Settle it in Meta's manager, then retry.", 'later'],
  '131045': [
    "The sender's number is not registered for this.",
    'Ask Hi Platform to register it, then retry.',
    'later',
  ],
  '131047': [
    'The person has not written within 24 hours, and this was no template.',
    'Send a template.',
    'never',
  ],
  '131048': [
    'Too many people blocked or reported this number.',
    'Send less and to fewer; retry in some days.',
    'later',
  ],
  '131049': [
    'Meta held it back to keep the person from too much marketing.',
    'Do not retry at once; try in some days.',
    'later',
  ],
  '131050': ['The person wants no marketing from you.', 'Take them off the list for good.', 'never'],
  '131051': ['This type of message is not supported.', fixTemplate, 'never'],
  '131052': [
    'Meta could not load the media.',
    'See that the link answers without a password; correct the row.',
    'never',
  ],
  '131053': ['Meta could not take the media: its type or size.', 'Correct the file or its link.', 'never'],
  '131056': ['Too many messages to this person in a short time.', 'Retry later.', 'later'],
  '132000': ["The number of variables is not the template's.", fixParameters, 'never'],
  '132001': ['There is no such template, not in this language, or it is not approved.', fixTemplate, 'never'],
  '132005': ['The text is too long once its variables are filled.', 'Shorten the variables.', 'never'],
  '132007': ["The text breaks WhatsApp's rules.", 'Write another template.', 'never'],
  '132012': ["A variable has another form than the template's.", fixParameters, 'never'],
  '132015': [
    'The template is paused, for its quality is low.',
    'Wait until it is active again, or use another.',
    'later',
  ],
  '132016': ['The template was paused too often and is disabled for good.', 'Use another template.', 'never'],
  '133010': [
    "The sender's number is not registered.",
    'Ask Hi Platform to register it, then retry.',
    'later',
  ],
}
