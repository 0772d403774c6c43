import type { ProblemKind } from '../kinds.js'
import type { ProblemExplanation } from './problem-words.js'

export const ptBr: Readonly<Record<ProblemKind, ProblemExplanation>> = {
  'malformed-body': {
    title: 'Não foi possível ler o corpo',
    happened: 'O corpo está vazio, não é JSON ou não é um objeto JSON. Nada foi enfileirado.',
    advice: 'Envie JSON em UTF-8 com `Content-Type: application/json`.',
  },
  'malformed-request': {
    title: 'Não foi possível ler a requisição',
    happened: 'O que chegou não é uma requisição HTTP/1.1.',
    advice: 'Veja o que há entre você e este serviço; um proxy pode ter cortado a requisição.',
  },
  'invalid-request': {
    title: 'A requisição tem parâmetros inválidos',
    happened: 'Um parâmetro, um cabeçalho ou uma parte do endereço está errado, ou a rota não o tem.',
    advice: 'Corrija o que `errors` indica; ali está o que é permitido.',
  },
  unauthorized: {
    title: 'Faltam usuário e senha, ou estão errados',
    happened:
      'A requisição veio sem usuário e senha e sem chave de API, ou com dados errados, ou a sessão ou a chave terminou.',
    advice:
      'Envie ambos por HTTP Basic, ou uma chave como `Bearer`, ou entre de novo. Depois de vários erros o endereço espera (`too-many-failures`).',
  },
  forbidden: {
    title: 'O usuário não pode fazer isto',
    happened: 'O usuário é conhecido e não tem o papel que `detail` indica.',
    advice: 'Use um usuário que o tenha, ou peça a quem cuida do arquivo de usuários.',
  },
  'insecure-connection': {
    title: 'Ninguém entra por esta conexão',
    happened:
      'Um navegador veio por HTTP simples de outra máquina: senha e cookie poderiam ser lidos no caminho.',
    advice:
      'Use TLS; se um proxy cuida disso, informe-o em `TRUSTED_PROXIES` e faça-o enviar `X-Forwarded-Proto`.',
  },
  'unknown-route': {
    title: 'Esta rota não existe',
    happened: 'Não há nada neste endereço, ou não com este método.',
    advice: 'Compare com a documentação em `/docs`.',
  },
  'unknown-account': {
    title: 'Esta conta não existe',
    happened: 'Nenhuma conta tem este nome, ou ela não é do usuário: a resposta é a mesma.',
    advice: 'Veja `GET /v1/accounts`, que lista as contas do usuário.',
  },
  'unknown-message': {
    title: 'Esta mensagem não existe',
    happened: 'Nenhuma mensagem da conta tem este id, ou ela é mais antiga que `ledgerDays`.',
    advice: 'Compare o id com o do recibo; procure por chave, referência ou telefone.',
  },
  'unknown-batch': {
    title: 'Este lote não existe',
    happened: 'Nenhum lote da conta tem este id, ou ele é antigo demais.',
    advice: 'Procure-o em `GET …/batches`.',
  },
  'request-too-slow': {
    title: 'A requisição demorou demais para chegar',
    happened: 'Os cabeçalhos ou o corpo vieram devagar demais, e a conexão foi fechada.',
    advice: 'Repita com a mesma `Idempotency-Key`: o que já está na fila não sai duas vezes.',
  },
  'not-unknown': {
    title: 'Não há dúvida sobre a mensagem',
    happened: 'Só de uma mensagem `unknown` alguém pode dizer o que aconteceu; sobre esta há certeza.',
    advice: 'Leia o status dela. Nada mudou.',
  },
  'cannot-retry': {
    title: 'A mensagem não é reenviada',
    happened: 'Ela não falhou, ou não deve ser reenviada; `detail` diz o que impede.',
    advice: 'Faça o que `detail` diz. Nada mudou.',
  },
  'batch-started': {
    title: 'O lote já começou',
    happened: 'Uma mensagem dele já saiu, e por isso o horário não muda mais.',
    advice: 'Pause o lote, ou cancele-o e envie o resto como um novo.',
  },
  'batch-cancelled': {
    title: 'O lote foi cancelado',
    happened: 'Alguém o cancelou, e isso é definitivo.',
    advice: 'Envie o que falta como um lote novo, com outra chave.',
  },
  'cannot-correct': {
    title: 'O lote não aceita correções',
    happened: 'Ele conhece suas linhas pelo lugar, não pelo conteúdo.',
    advice: 'Envie só as linhas corrigidas, como um lote novo.',
  },
  'changed-source': {
    title: 'Um arquivo com este nome deixou linhas para trás',
    happened:
      'Há menos de um dia um arquivo com este nome virou o lote que `earlier` indica, e nem tudo entrou na fila.',
    advice: 'Envie as correções para aquele lote (`into`), ou diga que este arquivo é outro (`anew`).',
  },
  'content-differs': {
    title: 'O conteúdo não é o que foi conferido',
    happened: 'O SHA-256 do corpo não é o que a requisição informa.',
    advice: 'Confira o arquivo de novo e envie o que foi conferido. Nada foi enfileirado.',
  },
  'too-many-keys': {
    title: 'Já há tantas chaves de API quantas pode haver',
    happened: 'Este serviço guarda 1.000 chaves de API.',
    advice: 'Revogue chaves que ninguém usa: `disparo key list` mostra quando cada uma foi usada.',
  },
  'body-too-large': {
    title: 'O corpo é grande demais',
    happened: 'Passa de `BODY_LIMIT_BYTES`, de `BATCH_LIMIT_BYTES` ou de 2.000.000 de linhas.',
    advice: 'Envie em vários lotes. As linhas antes do limite podem estar na fila: `batch` diz.',
  },
  'unsupported-media-type': {
    title: 'O corpo tem um tipo que não é lido aqui',
    happened: 'O `Content-Type` é outro, ou o corpo está comprimido.',
    advice: 'Envie o que `detail` indica, sem compressão.',
  },
  'invalid-message': {
    title: 'A mensagem não é válida',
    happened: 'Um campo da mensagem, ou um dos seus termos, está errado. Nada foi enfileirado.',
    advice: 'Corrija o que `errors` indica; cada item diz o que é permitido.',
  },
  'key-reused': {
    title: 'A Idempotency-Key é de outra mensagem',
    happened: 'Uma mensagem com outro conteúdo já entrou na fila com esta chave.',
    advice: 'Dê a cada mensagem uma chave própria; repita a requisição com o mesmo conteúdo.',
  },
  'invalid-columns': {
    title: 'O cabeçalho da planilha não é válido',
    happened:
      'A primeira linha não nomeia as colunas necessárias, ou nomeia desconhecidas. Nada foi enfileirado.',
    advice: 'Corrija o que `errors` indica, ou associe colunas a campos (`map`, `ignoreColumns`).',
  },
  'invalid-rows': {
    title: 'As linhas não são válidas',
    happened: 'Nenhuma linha está certa; com `strict`, ao menos uma está errada. Nada foi enfileirado.',
    advice: 'Corrija as linhas que `errors` indica.',
  },
  'broken-input': {
    title: 'A entrada termina no meio',
    happened:
      'Uma aspa ou lista não fecha, ou a conexão caiu. As linhas anteriores estão na fila, a não ser com `strict`.',
    advice: 'Corrija e repita tudo com a mesma chave, ou no mesmo lote: nada sai duas vezes.',
  },
  'too-many-messages': {
    title: 'Chegaram neste minuto tantas mensagens quantas podem',
    happened: 'A conta não aceita mais mensagens avulsas neste minuto (`quota.perMinute`).',
    advice: 'Repita depois de `Retry-After` com a mesma chave. Muitas mensagens vão como um lote.',
  },
  'too-many-failures': {
    title: 'Muitas tentativas de entrar falharam',
    happened: 'Vieram senhas erradas deste endereço.',
    advice: 'Espere o que `Retry-After` diz e corrija a senha.',
  },
  'headers-too-large': {
    title: 'Os cabeçalhos são grandes demais',
    happened: 'Passam de 16 KiB.',
    advice: 'Tire cookies e cabeçalhos que não são para este serviço.',
  },
  internal: {
    title: 'Algo deu errado aqui',
    happened: 'A falha é nossa; `instance` está no log do producer.',
    advice: 'Repita com a mesma chave. Se continuar, informe esta `instance` a quem opera o Disparo.',
  },
  'too-busy': {
    title: 'Há pedidos demais ao mesmo tempo',
    happened: 'Há muitos logins, ou lotes com `strict`, em andamento.',
    advice: 'Repita depois de `Retry-After`.',
  },
  closing: {
    title: 'Este processo está terminando',
    happened: 'O producer está sendo parado e não aceita trabalho novo.',
    advice: 'Repita: outro processo responde.',
  },
  'quota-exceeded': {
    title: 'A conta não aceita mais mensagens por enquanto',
    happened: 'Já esperam tantas mensagens quantas a conta pode ter (`quota`). O que coube está na fila.',
    advice: 'Repita depois de `Retry-After` com `idempotencyKey`: o que já está na fila não sai duas vezes.',
  },
  'no-room': {
    title: 'Não há espaço para o lote',
    happened: 'O disco não tem espaço para o arquivo temporário que `strict` usa. Nada foi enfileirado.',
    advice: 'Envie sem `strict`, ou peça a quem opera o Disparo que libere espaço.',
  },
  'data-key-missing': {
    title: 'Falta uma chave de dados aqui',
    happened: 'O que foi pedido está selado com uma chave de dados (`keyId`) que este producer não tem.',
    advice: 'Peça a quem opera o Disparo que a ponha em `DISPARO_DATA_KEY` de todos os programas.',
  },
  'storage-unavailable': {
    title: 'O Redis não está disponível',
    happened: 'O Redis não respondeu a tempo. A mensagem pode estar na fila.',
    advice: 'Repita com a mesma chave, ou com `idempotencyKey` da resposta: ela não sai duas vezes.',
  },
  'storage-full': {
    title: 'O Redis está sem memória',
    happened: 'O Redis recusa escritas (`OOM`). Nada foi enfileirado.',
    advice:
      'Repita mais tarde com a mesma chave; quem opera o Disparo encontra o que fazer em docs/operations.md.',
  },
}
