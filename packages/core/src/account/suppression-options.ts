import { z } from 'zod'

/** Which events of Hi Broker's webhook suppress a person by themselves. */
const Rules = z.strictObject({
  /** A reply whose whole text is one of `words`. */
  words: z.boolean().default(true),
  /** A failure with Meta's 131050: they have opted out of marketing. */
  optedOut: z.boolean().default(true),
  /** The third failure with Meta's 131026 in 30 days: there is no WhatsApp at the number. */
  invalidNumber: z.boolean().default(true),
})

const Word = z
  .string()
  .max(60)
  .regex(/[\p{L}\p{N}]/u, 'must have a letter or a digit')

const Category = z.enum(['marketing', 'other'])
const Uncategorised = z.strictObject({
  bulk: Category.default('marketing'),
  urgent: Category.default('other'),
})

/** Whom an account does not message. */
export const SuppressionOptions = z.strictObject({
  /** What people reply to get nothing more; case, accents and punctuation aside. */
  words: z.array(Word).min(1).max(100).default(['SAIR', 'PARAR', 'PARE', 'STOP', 'DESCADASTRAR']),
  /** What an opt-out by such a word covers. */
  covers: z.enum(['marketing', 'all-but-otp', 'everything']).default('marketing'),
  rules: Rules.prefault({}),
  /** As what a message counts where neither the catalogue nor the message itself has a category. */
  uncategorised: Uncategorised.prefault({}),
  /** Numbers of those suppressed are kept, sealed by a data key, so that lists and exports show them. */
  keepNumbers: z.boolean().default(false),
  /** A list of the law that is older is told (alert `DisparoLegalListOld`). */
  legalListDays: z.int().min(1).max(3_650).default(30),
})
export type SuppressionOptions = z.infer<typeof SuppressionOptions>
