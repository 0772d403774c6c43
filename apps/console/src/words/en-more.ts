import * as campaign from './en/campaign.js'
import type { MoreWords } from './words.js'

/** The same in English. */
export const more: MoreWords = { ...campaign }
