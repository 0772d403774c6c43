import type * as ptBR from '../pt-BR/typed.js'

export const typed: typeof ptBR.typed = {
  type: (word) => `To confirm, type ${word}`,
  wrong: (word) => `Type ${word}, in capitals.`,
}
