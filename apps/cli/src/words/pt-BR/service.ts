import type { service as en } from '../en/service.js'

export const service: typeof en = {
  url: 'A URL precisa começar com http:// ou https://: corrija DISPARO_URL ou --url.',
  noUser: 'Falta um usuário: ponha o nome em DISPARO_USER ou --user, ou uma chave em DISPARO_API_KEY.',
  passwordFile: (code) => `O arquivo de --password-file não pode ser lido (${code}).`,
  noPassword:
    'Falta uma senha: ponha-a em DISPARO_PASSWORD, ou em um arquivo (DISPARO_PASSWORD_FILE ou --password-file).',
  titled: (title, status) => `${title} (${status}).`,
  answered: (url, status) => `${url} respondeu ${status}.`,
  unreachable: (url, code) => `Sem resposta de ${url} (${code}).`,
  isItThere: 'O producer está rodando lá? Diga em DISPARO_URL ou --url onde ele está.',
  brokeOff: 'A conexão caiu. Repita o mesmo comando: o que já entrou na fila não é enviado duas vezes.',
  unknownError: 'erro desconhecido',
  unreadable: (url, message) => `${url}: ${message}.`,
  credentials:
    'São os de DISPARO_API_KEY, ou de DISPARO_USER ou --user e DISPARO_PASSWORD ou --password-file.',
  account: (name) => `A conta pedida é "${name}": mude DISPARO_ACCOUNT ou --account.`,
  row: (row) => `linha ${row}`,
  line: (line) => `linha ${line} do arquivo`,
  message: 'mensagem',
  more: (number) => `  … e mais ${number} (--json mostra tudo)`,
  notWritten: 'O comando não está escrito como deveria.',
}
