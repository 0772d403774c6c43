import { suspicions } from '@disparo/api/words/pt-BR'
import type { imports as en } from '../en/imports.js'
import { common, count } from './common.js'

export const imports: typeof en = {
  enqueued: (id, enqueued, rows, lane) =>
    `Campanha ${id}: ${enqueued} de ${common.rows(rows)} na fila ${lane}`,
  checked: (enqueued, rows, where, lane) =>
    `Conferido; nada entrou na fila. ${enqueued} de ${common.rows(rows)}${where} iriam pela fila ${lane}`,
  ofBatch: (id) => ` da campanha ${id}`,
  counted: {
    unchanged: 'sem mudança',
    repeated: 'repetidas',
    duplicates: 'já conhecidas',
    rejected: 'recusadas',
    samePerson: 'para uma pessoa que já tem outra',
  },
  samePerson: (number, isLeftOut) =>
    `Linhas para uma pessoa que já tem outra: ${number}${isLeftOut ? ', deixadas de fora' : ''}.`,
  suppressed: (number) =>
    `Bloqueadas: ${number} não seriam enviadas agora, pois as pessoas não devem receber.`,
  withdrawn: (number, isChecked) =>
    `${isChecked ? 'Seriam canceladas' : 'Canceladas'}, pois não estão mais no arquivo: ${number}.`,
  earlier: (id) => `Há menos de um dia um arquivo com este nome foi importado como campanha ${id}.`,
  suspicion: (rows, places, isFirst, what) =>
    `Veja de novo ${common.rows(rows)} (${isFirst ? 'as primeiras ' : ''}${places}): ${what}.`,
  suspicions,
  readAs: (encoding) =>
    `O arquivo foi lido como ${encoding}, pelo que se vê nele; --encoding diz outra coisa.`,
  allKnown: 'Nada novo entrou na fila: as chaves das linhas são de mensagens que já tinham entrado.',
  nothingNew: 'Nada novo entrou na fila: a campanha já tem estas linhas.',
  cancelled: 'Foi cancelada.',
  follow: (id) => `Acompanhe com: disparo batch ${id}`,
  isCancelled: 'A campanha está cancelada: nada dela é enviado.',
  isStopped: (state, id) =>
    `A campanha está ${state}: nada dela é enviado até alguém retomar, com: disparo batch resume ${id}`,
  quiet: (messages, until) =>
    `Horário permitido: ${count(messages, 'mensagem esperaria', 'mensagens esperariam')}, a primeira até ${until}.`,
  recent: (number, of, places) =>
    `Já receberam o mesmo modelo há menos de um dia, ou vão receber: ${number} de ${common.rows(of)} (${places}).`,
  cost: (amount, date, unpriced) =>
    `Se todas as não bloqueadas forem entregues: ${amount}, pelos preços de ${date}${unpriced > 0 ? `; fora ${common.messages(unpriced)} sem preço` : ''}.`,
  template: (name, messages, how) => `Modelo ${name}: ${common.messages(messages)}${how}.`,
  variables: (number, others) =>
    ` com ${count(number, 'variável', 'variáveis')}${others.length > 0 ? ` (${others.map(([rows, each]) => `${rows} com ${each}`).join(', ')})` : ''}`,
  overQuota: (max, quota) =>
    `A conta não aceita mais que ${max} mensagens (quota.${quota}) agora: nem todas iriam.`,
  sentBy: (at) => `Sairiam até ${at}.`,
  preview: (to, place, name, sendAt) =>
    `Para ${to} (${place}, ${name}${sendAt ? `, não antes de ${sendAt}` : ''}):`,
  places: (isLine, places, more) =>
    `${places.length === 1 ? 'linha' : 'linhas'}${isLine ? ' do arquivo' : ''} ${places.join(', ')}${more > 0 ? ` e mais ${more}` : ''}`,
  importIt: (command) => `Importe exatamente este arquivo com: ${command}`,
  correctThem: (command) => `Corrija e importe essas, ou tudo, com: ${command}`,
  theyAreIn: (path, command) => `Estão em ${path}. Corrija lá, e depois: ${command}`,
  notWritten: (path, code) => `Não é possível gravá-las em ${path} (${code}).`,
  correctThat: (command) => `Corrija aquela:     ${command}`,
  isAnother: (command) => `Esta é outra:       ${command}`,
  correctFile: (command) => `Corrija o arquivo, e depois: ${command}`,
  repeatIt: (command) => `Repita com: ${command}`,
  checking: 'Conferindo',
  importing: 'Importando',
  testing: 'Testando',
  tested: (row, line, id, suppressed) =>
    `A linha ${row}${line === undefined ? '' : ` (linha ${line} do arquivo)`} vai para você como mensagem ${id}${suppressed ? `, ou não vai, pois você está bloqueado (${suppressed})` : ''}.`,
  areTests: 'São testes: nenhuma campanha os tem, e a campanha ainda precisa ser importada.',
  wrong: {
    intoAndKey: '--into já diz qual é a campanha: tire --key.',
    rowsWithoutTest: '--rows e --row dizem o que --test-to envia: use --test-to também.',
    dryRunAndWait: '--dry-run não põe nada na fila: tire --wait.',
    testAndWait: '--test-to envia poucas linhas só para você: tire --dry-run e --wait.',
    rowAndRows: '--row diz quais linhas: tire --rows.',
    encodingOfOther: '--encoding é para CSV: os outros já dizem a sua.',
    encoding: (label) =>
      `--encoding ${label} não é lida aqui: utf-8, utf-16, utf-16le, utf-16be ou windows-1252.`,
    brokenLine: (line, problem) =>
      `A linha ${line} do arquivo, como um editor de texto conta, não pode ser lida (${problem}). Nada foi enviado. Se tudo está em uma codificação, diga qual: --encoding windows-1252`,
    format: (file) => `Não se sabe o formato de ${file}: diga com --format csv, xlsx, ndjson ou json.`,
  },
}
