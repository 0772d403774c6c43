/** Forgetting one person: wherever an account has anything of them. */
export { type ForgetOptions, type ForgetReceipt, forgetRecipient } from './forget-recipient.js'
export type { ScanReason } from './scan-reason.js'
