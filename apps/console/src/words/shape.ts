import type { words as ptBR } from './pt-BR.js'
import type { more as ptBRMore } from './pt-BR-more.js'

/** What is said around all screens, and on the first one. */
export type Words = typeof ptBR
/** What the others say. */
export type MoreWords = typeof ptBRMore
