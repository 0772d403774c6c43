import { z } from 'zod'
import { isTrue, key, listener, text, whole } from './call-options.js'
import {
  isSuppressionPlace,
  suppressionCovers,
  suppressionReasons,
  suppressionScopes,
} from './contacts/index.js'
import { Moment, mistake, nameText, strictObject } from './message/index.js'

const dayMs = 86_400_000
const by = text.min(1).max(200)
const words = text.trim().min(1).max(200)
const reason = z.enum(suppressionReasons)
const scope = z.enum(suppressionScopes)
const mark = text.regex(/^[\w-]{11}$/, 'must be what a listed suppression has as person')
const terms = {
  reason: reason.optional(),
  covers: z.enum(suppressionCovers).optional(),
  scope: scope.optional(),
  by: by.optional(),
  keepNumbers: isTrue.optional(),
}
/** What a list is called, and of what date it is; the rule and the message that made a suppression. */
export const listName = nameText(60)
export const listDate = text
  .refine(
    (day) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)),
    mistake('must be a date like 2026-11-30', { code: 'not-a-day' }),
  )
  // Where it is tomorrow already a list may be of tomorrow.
  .refine(
    (day) => !(Date.parse(day) > Date.now() + dayMs),
    mistake('must not be a date to come', { code: 'in-the-future' }),
  )
export const ruleName = text.min(1).max(40)
export const messageId = text.min(1).max(64)
const importId = text.min(1).max(64)

interface OfList {
  readonly reason?: string | undefined
  readonly list?: string | undefined
  readonly listDate?: string | undefined
}
const isNamedList = ({ reason, list }: OfList) => reason !== 'legal-list' || list !== undefined
const isListDated = ({ listDate, list }: OfList) => listDate === undefined || list !== undefined
const code = 'list-unnamed'
export const unnamedList = {
  message: 'is missing: say which list of the law it is, such as nao-me-ligue',
  code,
} as const
export const undatedList = { message: 'is the date of a list: say which', code } as const
const withoutName = { path: ['list'], ...mistake(unnamedList.message, { code }) }
const dateAlone = { path: ['listDate'], ...mistake(undatedList.message, { code }) }

const lifting = { why: words.optional(), liftedBy: by.optional() }

/** The options of the calls that are about whom not to message (suppression-calls.ts), checked. */
export const suppressionOptions = {
  person: z.object({ to: text }),
  suppress: strictObject({
    ...terms,
    since: Moment.optional(),
    until: Moment.optional(),
    list: listName.optional(),
    listDate: listDate.optional(),
    rule: ruleName.optional(),
    message: messageId.optional(),
  })
    .refine(isNamedList, withoutName)
    .refine(isListDated, dateAlone),
  suppressMany: strictObject({
    ...terms,
    until: Moment.optional(),
    list: listName.optional(),
    listDate: listDate.optional(),
    replace: isTrue.optional(),
    shrink: isTrue.optional(),
    skipBad: isTrue.optional(),
    key: key.min(1).max(200).optional(),
    isWhole: listener<() => boolean>(),
  })
    .refine(isNamedList, withoutName)
    .refine(({ replace, list }) => !replace || list !== undefined, {
      path: ['replace'],
      message: 'needs a list, whose former imports it replaces',
    })
    .refine(isListDated, dateAlone),
  unsuppress: strictObject({ reason: reason.optional(), scope: scope.optional(), ...lifting }),
  whom: z.union([strictObject({ to: text }), strictObject({ person: mark })], 'must have `to` or `person`'),
  unsuppressMany: strictObject({
    import: importId.optional(),
    reason: reason.optional(),
    by: by.optional(),
    rule: ruleName.optional(),
    from: Moment.optional(),
    to: Moment.optional(),
    scope: scope.optional(),
    ...lifting,
  })
    .refine((which) => which.import ?? which.reason, {
      message: 'must have `import` or `reason`: nobody means everything',
    })
    .refine(({ import: id, by, rule, from }) => id ?? by ?? rule ?? from, {
      message: 'must have `by`, `rule` or `from` beside `reason`: alone it would lift everybody',
    }),
  list: strictObject({
    scope: scope.optional(),
    reason: reason.optional(),
    import: importId.optional(),
    after: text.refine(isSuppressionPlace, 'must be the next of a page').optional(),
    limit: whole.optional(),
  }),
  scoped: strictObject({ scope: scope.optional() }),
} as const
