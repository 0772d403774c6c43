import type { messages as en } from '../en/messages.js'
import { count } from './common.js'

export const messages: typeof en = {
  enqueued: (id, lane) => `A mensagem ${id} está na fila ${lane}.`,
  enqueuedBefore: (id) => `A mensagem ${id} já tinha entrado na fila com esta chave.`,
  notSentNow: (reason, code) => `Não seria enviada agora: ${reason} (${code})`,
  repeat: (key) => `Repita com --key ${key}, para que não saia duas vezes.`,
  fileAndValues: '--file já tem a mensagem inteira: tire --values.',
  noObject: 'Uma mensagem precisa ser um objeto JSON; muitas vão com: disparo import',
  wrongFile: (file, problem) => `${file}: ${problem}.`,
  stdin: 'A entrada padrão',
  missing: (options) => `Falta: ${options}. Ou passe a mensagem inteira com --file mensagem.json.`,
  metadata: '--metadata precisa ser nome=valor.',
  valuesLine: (line, file, names) =>
    `A linha ${line} de ${file} precisa ser nome=valor, com um destes: ${names}.`,
  valuesTwice: (line, file, name) => `A linha ${line} de ${file} dá ${name} pela segunda vez.`,
  is: (id, status, lane, attempts) =>
    `Mensagem ${id}: ${status} (fila ${lane}, ${count(attempts, 'tentativa', 'tentativas')}).`,
  retried: (id, status) => `Mensagem ${id}: ${status}; é enviada de novo.`,
  lookFor: 'Diga o que procurar: --to, --key ou --reference, um deles.',
  none: 'Nenhuma mensagem encontrada.',
  tried: (at, reason) => `  tentada     ${at}  ${reason}`,
  batch: (id) => `campanha ${id}`,
}
