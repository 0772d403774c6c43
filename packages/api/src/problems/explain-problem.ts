import { type ProblemKind, problemKinds } from './kinds.js'
import { en } from './words/en.js'
import type { ProblemExplanation } from './words/problem-words.js'
import { ptBr } from './words/pt-br.js'

export type ProblemLanguage = 'en' | 'pt-BR'

export function explainProblem(kind: ProblemKind, language: ProblemLanguage): ProblemExplanation {
  return language === 'en' ? { title: problemKinds[kind].title, ...en[kind] } : ptBr[kind]
}
