import type { Env } from '@disparo/core/internal/account'
import { en } from './en.js'
import { languageOf } from './language.js'
import { ptBR } from './pt-BR.js'
import type { Words } from './shape.js'

export type { Words }

/** The words of the language that the environment asks for. */
export function wordsOf(env: Env): Words {
  return languageOf(env) === 'pt-BR' ? ptBR : en
}
