import { states, statuses } from '@disparo/api/words/pt-BR'
import type { common as en } from '../en/common.js'

/** Um número com o seu substantivo: `1 mensagem`, `2 mensagens`. */
export function count(number: number, noun: string, plural: string): string {
  return `${number} ${number === 1 ? noun : plural}`
}

export const common: typeof en = {
  messages: (number) => count(number, 'mensagem', 'mensagens'),
  rows: (number) => count(number, 'linha', 'linhas'),
  unreadable: (path, code) => `Não é possível ler ${path} (${code}).`,
  noFile: (path) => `${path} não é um arquivo.`,
  stdin: 'a entrada padrão',
  limit: '--limit precisa ser um número inteiro a partir de 1.',
  older: (next) => `Mais antigas: --after ${next}`,
  noWorker:
    'Nenhum worker desta conta está rodando: nada é enviado até um começar, com o mesmo Redis e as mesmas contas.',
  sentBy: (at) => `Deve sair até ${at}.`,
  quietUntil: (at) => `Espera o horário permitido, às ${at}.`,
  cappedUntil: (at) => `A pessoa já recebeu o máximo que frequencyCap permite, até ${at}.`,
  again: (path, message) => `Veja de novo: ${path} ${message}.`,
  by: (user) => ` por ${user}`,
  unknown: 'desconhecido',
  statuses: lower(statuses),
  states: lower(states),
  lanes: { urgent: 'urgente', bulk: 'de campanhas' },
  gate: {
    limit: (until, reason) =>
      `O Hi Platform não aceita mais nada até ${until} (${reason}); depois continua sozinho.`,
    closed: (reason, next) =>
      `O portão está fechado (${reason}); ${next}. Veja docs/operations.md#disparogateclosed.`,
    refused: (reason, why, next) =>
      `O portão está fechado (${reason}): ${why}. Nenhuma mensagem falha por isso, e ${next}. Veja docs/operations.md#disparoaccountrefused.`,
    now: 'a próxima tentativa é agora',
    at: (until) => `a próxima tentativa é às ${until}`,
    refusals: {
      'http-401':
        'o Hi Platform recusa o usuário ou a senha. Confira o username da conta, e a senha que os workers têm',
      'http-403': 'o Hi Platform não deixa este usuário enviar. Peça a permissão ao Hi Platform',
      'http-404': 'o Hi Platform não conhece a conta. Confira baseUrl e configId',
    },
  },
}

/** The console writes them as titles. */
function lower<Names extends Record<string, string>>(names: Names): Names {
  return Object.fromEntries(Object.entries(names).map(([name, said]) => [name, said.toLowerCase()])) as Names
}
