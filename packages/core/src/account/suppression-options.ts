import { z } from 'zod'
import { plainWord } from './plain-word.js'

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

function refuseTwice(words: readonly string[], { addIssue }: z.RefinementCtx<readonly string[]>): void {
  const plain = words.map(plainWord)
  for (const [at, word] of plain.entries()) {
    const first = plain.indexOf(word)
    if (first < at) addIssue({ code: 'custom', path: [at], message: `is words.${first} again: leave it out` })
  }
}

const Category = z.enum(['marketing', 'other'])
const Uncategorised = z.strictObject({
  bulk: Category.default('marketing'),
  urgent: Category.default('other'),
})

/** Whom an account does not message. */
export const SuppressionOptions = z.strictObject({
  /** What people reply to get nothing more; case, accents and punctuation aside. */
  words: z
    .array(Word)
    .min(1)
    .max(100)
    .superRefine(refuseTwice)
    .default(['SAIR', 'PARAR', 'PARE', 'STOP', 'DESCADASTRAR']),
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
