/** What options are for, by what their definitions say in English. */
export const options: Readonly<Record<string, string>> = {
  'where the service is (DISPARO_URL; default http://127.0.0.1:8080)':
    'onde está o serviço (DISPARO_URL; padrão http://127.0.0.1:8080)',
  'the account to send with (DISPARO_ACCOUNT; default "default")':
    'a conta com que se envia (DISPARO_ACCOUNT; padrão "default")',
  'as whom the service is asked (DISPARO_USER; or DISPARO_API_KEY, without a password)':
    'com que usuário (DISPARO_USER; ou DISPARO_API_KEY, sem senha)',
  'a file with the password (or DISPARO_PASSWORD, DISPARO_PASSWORD_FILE; never an argument)':
    'um arquivo com a senha (ou DISPARO_PASSWORD, DISPARO_PASSWORD_FILE; nunca um argumento)',
  'print the version': 'mostra a versão',
  'the recipient, with country code': 'o destinatário, com código do país',
  "the template's namespace": 'o namespace do modelo',
  "the template's element name": 'o elementName do modelo',
  'the variables of the body, in their order': 'as variáveis do corpo, na ordem',
  'the name the document is shown with': 'o nome com que o documento aparece',
  'a one-time code, which makes the message urgent': 'um código de uso único, que torna a mensagem urgente',
  'the variable part of the link of each button': 'a parte variável do link de cada botão',
  'tags the message in the report of Hi Platform': 'marca a mensagem no relatório do Hi Platform',
  'what you find it by; it is sent to nobody': 'por onde você a acha; não é enviado a ninguém',
  'what you are told with it, in status, exports and callbacks':
    'o que volta com ela, em status, exportações e callbacks',
  'the message as JSON instead; - reads the standard input':
    'a mensagem como JSON, em vez disso; - lê a entrada padrão',
  'a file of name=value lines (to, otp, body …) in place of those options; - reads the standard input':
    'um arquivo de linhas nome=valor (to, otp, body …) no lugar dessas opções; - lê a entrada padrão',
  'urgent or bulk': 'urgent ou bulk',
  'idempotency key: repeating with it sends nothing twice':
    'chave de idempotência: repetir com ela não envia nada duas vezes',
  'not before, ISO 8601 with offset': 'não antes, ISO 8601 com fuso',
  'not after, ISO 8601 with offset': 'não depois, ISO 8601 com fuso',
  'print one JSON object': 'mostra um objeto JSON',
  "when the file's name does not tell": 'quando o nome do arquivo não diz',
  "what a CSV is written in: utf-8, utf-16 or windows-1252; default: what the file's bytes show":
    'como o CSV está escrito: utf-8, utf-16 ou windows-1252; padrão: o que o arquivo mostra',
  'send so many first; the others wait for what they come to':
    'envia tantas primeiro; as outras esperam o resultado',
  'begin at most so many of it in any minute, so that others go beside it':
    'no máximo tantas por minuto, para que outras saiam ao lado',
  "what the batch is called, up to 100 characters; default: the file's name":
    'o nome da campanha, até 100 caracteres; padrão: o nome do arquivo',
  'the sheet of a workbook; default: the first that is visible':
    'a aba da planilha; padrão: a primeira visível',
  'the elementName of all rows of a table, in place of a column':
    'o elementName de todas as linhas de uma tabela, no lugar de uma coluna',
  'the namespace of all rows of a table, in place of a column':
    'o namespace de todas as linhas de uma tabela, no lugar de uma coluna',
  'which column of a table fills a field, such as to=telefone; again for each':
    'que coluna da tabela preenche um campo, como to=telefone; uma vez para cada',
  'leave out columns that are neither known nor mapped':
    'deixa de fora colunas que não são conhecidas nem mapeadas',
  'only check it: what would go, what is wrong, and how the first messages look':
    'só confere: o que iria, o que está errado, e como ficam as primeiras mensagens',
  'only send a few rows, as they would go, to a number of your own':
    'só envia poucas linhas, como iriam, para um número seu',
  'how many of the first good rows, 1 to 10; default 3':
    'quantas das primeiras linhas boas, 1 a 10; padrão 3',
  'which row, in place of the first ones; again for each':
    'que linha, no lugar das primeiras; uma vez para cada',
  'import the file only if this is its SHA-256, as --dry-run printed it':
    'importa o arquivo só se este for o SHA-256 dele, como --dry-run mostrou',
  'enqueue all rows, or none when any is bad':
    'põe na fila todas as linhas, ou nenhuma se alguma está errada',
  "the batch's idempotency key; default: made from the account and the file's content":
    'a chave de idempotência da campanha; padrão: feita da conta e do conteúdo do arquivo',
  'the id of a batch that the rows are corrections of': 'o id da campanha que as linhas corrigem',
  'also cancel what of the batch has not begun and is not in the file':
    'cancela também o que da campanha não começou e não está no arquivo',
  'of rows for one person send the first only': 'das linhas para uma pessoa, envia só a primeira',
  'a file of this name was imported within a day, and this is another':
    'um arquivo com este nome foi importado há menos de um dia, e este é outro',
  'not before, for rows without a sendAt': 'não antes, para linhas sem sendAt',
  'not after, for rows without an expiresAt': 'não depois, para linhas sem expiresAt',
  'wait until every message is settled': 'espera até toda mensagem estar resolvida',
  'no longer than so: 90s, 30m, 2h': 'não mais que: 90s, 30m, 2h',
  'do it; it cannot be undone': 'faz mesmo; não há como desfazer',
  'only those of these statuses': 'só as destas situações',
  'only those that are rejected, failed, suppressed or unknown for it, such as 131026, or http-400 for all such':
    'só as recusadas, falhas, bloqueadas ou em dúvida por este motivo, como 131026, ou http-400 para todas assim',
  'how it is written': 'como é gravado',
  'without what they say (without the role send there is no other way)':
    'sem o que dizem (sem o papel send não há outro jeito)',
  'minutes are kept for two hours': 'minutos são guardados por duas horas',
  'only these': 'só estas',
  'only what failed for this reason, such as http-503': 'só o que falhou por este motivo, como http-503',
  'only those that stand so': 'só as que estão assim',
  'part of the name, or the start of the id': 'parte do nome, ou o começo do id',
  'at most so many': 'no máximo tantas',
  'older ones: the next of what was listed': 'mais antigas: o next do que foi listado',
  'only changes of this moment or later, ISO 8601 with offset':
    'só mudanças deste momento em diante, ISO 8601 com fuso',
  'at most so many, up to 1000': 'no máximo tantas, até 1000',
  'all of a batch that are in doubt': 'todas de uma campanha que estão em dúvida',
  'over XML: all that went in one request': 'por XML: todas que foram em um pedido',
  'it was sent': 'saiu',
  'it was not sent: send it again': 'não saiu: envia de novo',
}
