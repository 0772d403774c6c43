/** Why a request is answered with an error. `text` names fields, never values. */
export interface XmlProblem {
  readonly id: string
  readonly text: string
}

/** The real ids are documented nowhere but for 00, which is none: these are the sandbox's own. */
export const XML_PROBLEMS = {
  access: { id: '01', text: 'Usuário, senha ou código do cliente inválido' },
  document: { id: '02', text: 'XML inválido' },
  transaction: { id: '03', text: 'Transação desconhecida' },
  sender: { id: '05', text: 'Remetente não cadastrado' },
  code: { id: '06', text: 'Código não encontrado' },
} as const satisfies Record<string, XmlProblem>

/** Meta's words come through. */
export function templateProblem(text: string): XmlProblem {
  return { id: '07', text }
}

const NAMED_AT_MOST = 10

/** `fields` are paths below `emkt`, contacts counted from 0: `contact.3.phone`. */
export function fieldsProblem(fields: readonly string[]): XmlProblem {
  const named = fields.slice(0, NAMED_AT_MOST).join(', ')
  return { id: '04', text: `Parâmetros obrigatórios inválidos ou vazios: ${named}` }
}
