export { capCounterLua } from './caps/cap-counter.lua.js'
export { cappedAmong, type PlannedMessages } from './caps/capped-among.js'
export { capDayMs, capText, type FrequencyCap } from './caps/frequency-cap.js'
export { contactLua } from './contact.lua.js'
export { type Contacts, type ContactsOf, type ContactTexts, type HoursOf, openContacts } from './contacts.js'
export {
  type Asleep,
  type AsleepGroup,
  forgetAsleep,
  readAsleep,
  readBatchAsleep,
  readOpenings,
  wakesWithin,
} from './hours/asleep.js'
export { hoursOfBatches, opensAtOf } from './hours/due-within-hours.js'
export { hoursLua } from './hours/hours.lua.js'
export { type Hours, hoursMark, hoursTerms, openQuietHours } from './hours/hours-term.js'
export { kindOf, type MessageKind, type Uncategorised } from './kind.js'
export { endUndeliverable } from './rules/count-undeliverable.js'
export { goodNumberLua } from './rules/good-number.lua.js'
export { numberIsGood } from './rules/number-is-good.js'
export { optOutWords } from './rules/opt-out-words.js'
export { type RuleHit, type SuppressionRule, suppressByRule } from './rules/suppress-by-rule.js'
export {
  addSuppressions,
  type PersonToSuppress,
  type SuppressionTerms,
} from './suppression/add-suppressions.js'
export { ensureCopy } from './suppression/copies.js'
export {
  countSuppressions,
  type SuppressionCounts,
  type SuppressionDay,
  type SuppressionSourceCount,
} from './suppression/count-suppressions.js'
export { eraseKeptNumber } from './suppression/erase-kept-number.js'
export { findSuppressions, type SuppressionsFound } from './suppression/find-suppressions.js'
export { type LegalList, oldLegalLists } from './suppression/legal-lists.js'
export {
  type Lifted,
  liftAll,
  liftSuppressions,
  type SuppressionsToLift,
} from './suppression/lift-suppressions.js'
export type { LiftedBy, SuppressionLift } from './suppression/lifts.js'
export {
  isSuppressionPlace,
  type ListedSuppression,
  listSuppressions,
  type SuppressionPage,
  type SuppressionQuery,
} from './suppression/list-suppressions.js'
export { type KnownSource, readSources } from './suppression/sources.js'
export { isAnybodySuppressed, type PersonToLookUp, suppressedAmong } from './suppression/suppressed-among.js'
export {
  type Suppression,
  type SuppressionCovers,
  type SuppressionReason,
  type SuppressionScope,
  type SuppressionSource,
  suppressionCovers,
  suppressionReasons,
  suppressionScopes,
  usualCovers,
} from './suppression/suppression.js'
export { suppressionLua } from './suppression/suppression.lua.js'
export {
  openListOfAll,
  openSuppressionLists,
  type SuppressionList,
  type SuppressionLists,
  type SuppressionMarks,
  type SuppressionMarksOf,
  suppressionMarks,
} from './suppression/suppression-lists.js'
