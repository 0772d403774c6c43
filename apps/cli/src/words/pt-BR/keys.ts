import type { audit as enAudit, keys as enKeys } from '../en/keys.js'

export const keys: typeof enKeys = {
  made: (id, name) => `A chave ${id} de ${name}, mostrada só aqui.`,
  none: 'Não há chaves.',
  allAccounts: 'todas as contas',
  used: (at) => `usada ${at}`,
  neverUsed: 'nunca usada',
  until: (at) => `até ${at}`,
  by: (user) => `por ${user}`,
  revoked: 'Está revogada: nenhum producer a aceita mais.',
  notYours: 'Não há essa chave, ou não cabe a você revogá-la.',
}

export const audit: typeof enAudit = {
  nobody: 'Ninguém fez nada até agora.',
  older: (next) => `Mais antigos: --before ${next}`,
  batch: (id) => `campanha ${id}`,
  message: (id) => `mensagem ${id}`,
}
