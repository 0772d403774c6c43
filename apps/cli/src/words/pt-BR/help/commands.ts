/** What commands and their arguments are for, by what their definitions say in English. */
export const commands: Readonly<Record<string, string>> = {
  'Enqueue WhatsApp templates with the Disparo service, and see what became of them.':
    'Põe modelos de WhatsApp na fila do Disparo, e mostra o que aconteceu com eles.',
  'Enqueue one message': 'Põe uma mensagem na fila',
  'Enqueue a file of messages as one batch': 'Põe um arquivo de mensagens na fila, como uma campanha',
  'a .csv, .tsv, .xlsx, .ndjson or .json file; - reads the standard input':
    'um arquivo .csv, .tsv, .xlsx, .ndjson ou .json; - lê a entrada padrão',
  'What became of a message': 'O que aconteceu com uma mensagem',
  'the id that send printed': 'o id que send mostrou',
  'How far a batch is; or pause, resume or cancel it':
    'Em que pé está uma campanha; ou pausa, retoma ou cancela',
  'the id that import printed': 'o id que import mostrou',
  'Send nothing more of a batch until it is resumed': 'Não envia mais nada de uma campanha até ser retomada',
  'Go on with a paused batch': 'Continua uma campanha pausada',
  'Never send what is still to be sent of a batch': 'Nunca envia o que falta enviar de uma campanha',
  'Give a batch another sendAt, while nothing of it has begun':
    'Dá outro sendAt a uma campanha, enquanto nada dela começou',
  'not before, ISO 8601 with offset; for all its messages':
    'não antes, ISO 8601 com fuso; para todas as mensagens dela',
  'Make a batch slower or faster than its account':
    'Deixa uma campanha mais lenta ou mais rápida que a conta',
  'begin at most so many of it in any minute; "none": as many as the account may send':
    'quantas por minuto, no máximo; "none": quantas a conta puder enviar',
  'Give a batch another name': 'Dá outro nome a uma campanha',
  'what it is called from now on, up to 100 characters':
    'como se chama a partir de agora, até 100 caracteres',
  'Write the messages of a batch, with their numbers, to the standard output':
    'Grava as mensagens de uma campanha, com os números, na saída padrão',
  'How many messages of a batch came to which status when':
    'Quantas mensagens de uma campanha chegaram a qual situação, e quando',
  'Send again what failed of a batch, within 7 days':
    'Envia de novo o que falhou de uma campanha, em até 7 dias',
  'The batches of the account, the newest first': 'As campanhas da conta, da mais nova para a mais antiga',
  'See how the callbacks stand, and deliver again what was put aside':
    'Mostra como estão os callbacks, e entrega de novo o que foi separado',
  'How the callbacks stand': 'Como estão os callbacks',
  'Enable the callbacks again, and deliver what was put aside':
    'Liga os callbacks de novo, e entrega o que foi separado',
  'See messages in doubt, and say what became of them':
    'Mostra mensagens em dúvida, e registra o que aconteceu com elas',
  'Messages in doubt, those longest in it first': 'Mensagens em dúvida, as mais antigas primeiro',
  'Say what became of messages in doubt; your name and the time are kept with each':
    'Diz o que aconteceu com mensagens em dúvida; seu nome e a hora ficam em cada uma',
  "the messages'; - reads them from the standard input, between blanks":
    'os das mensagens; - lê da entrada padrão, entre espaços',
  'Send a message that failed again, within 7 days': 'Envia de novo uma mensagem que falhou, em até 7 dias',
  "the message's": 'o da mensagem',
  'How the account stands, and why nothing is being sent': 'Como está a conta, e por que nada está saindo',
  'Whether the account may send now, and how much': 'Se a conta pode enviar agora, e quanto',
  "How Hi Platform's report is followed, and what others sent":
    'Como o relatório do Hi Platform é acompanhado, e o que outros enviaram',
  'Whom not to message: find, add, remove, import, list, counts, export':
    'Quem não deve receber: find, add, remove, import, list, counts, export',
  'Whether a person is suppressed, why, since when and by whom; and who lifted what':
    'Se uma pessoa está bloqueada, por quê, desde quando e por quem; e quem retirou o quê',
  'in any usual writing, with or without the ninth digit; - reads the standard input':
    'em qualquer escrita usual, com ou sem o nono dígito; - lê a entrada padrão',
  'Suppress a person': 'Bloqueia uma pessoa',
  'Lift what a person is suppressed for (a list of the law by --reason alone), or all of an import':
    'Retira o bloqueio de uma pessoa (o de uma lista legal só com --reason), ou todos de uma importação',
  'Suppress all people of a file, or none where a row is bad':
    'Bloqueia todas as pessoas de um arquivo, ou nenhuma se uma linha está errada',
  'a .csv, .tsv or .ndjson file of phone numbers, with or without a header; - reads the standard input':
    'um arquivo .csv, .tsv ou .ndjson de telefones, com ou sem cabeçalho; - lê a entrada padrão',
  'Who is suppressed': 'Quem está bloqueado',
  'How many are suppressed, by what put them there, and by day; and who lifted whom':
    'Quantos estão bloqueados, por origem e por dia; e quem liberou quem',
  'Write all who are suppressed to the standard output, as CSV':
    'Grava todos os bloqueados na saída padrão, como CSV',
  'The templates that messages are checked against': 'Os modelos com que as mensagens são conferidas',
  'Have a worker read the templates from their source now':
    'Pede a um worker que leia os modelos da fonte agora',
  "What Hi Broker's webhook said that cannot be used": 'O que o webhook do Hi Broker disse e não serve',
  'Its events that no message is known of, and replies whose text cannot be found, the latest first, with the numbers and words in them':
    'Os eventos de que nenhuma mensagem é conhecida, e respostas cujo texto não se acha, os mais novos primeiro, com os números e as palavras neles',
  'The messages of a person, a key or a reference, the newest first':
    'As mensagens de uma pessoa, de uma chave ou de uma referência, das mais novas às mais antigas',
  'Forget a person': 'Esquece uma pessoa',
  'Make, list and revoke API keys, which programs show in place of a user and password':
    'Faz, lista e revoga chaves de API, que programas mostram no lugar de usuário e senha',
  'what it is for, such as the name of the program': 'para que serve, como o nome do programa',
  'Make a key': 'Faz uma chave',
  'The keys that you may revoke, and when each was used last':
    'As chaves que você pode revogar, e quando cada uma foi usada por último',
  'what `disparo key list` shows: the ten characters after disparo_':
    'o que `disparo key list` mostra: os dez caracteres depois de disparo_',
  'Revoke a key: from the answer on it is not taken':
    'Revoga uma chave: a partir da resposta não é mais aceita',
  'Who did what, the latest first': 'Quem fez o quê, do mais novo ao mais antigo',
  'Make a user of the service, and its password': 'Faz um usuário do serviço, e a senha dele',
  'what the user signs in as': 'com que o usuário entra',
  'Write the files that producer and worker read, and say what to start':
    'Grava os arquivos que producer e worker leem, e diz o que iniciar',
  'Look at settings, Redis, workers and Hi Platform, and say what to change':
    'Confere configuração, Redis, workers e Hi Platform, e diz o que mudar',
  "Bring what a former version left in Redis to this version's layout":
    'Traz o que uma versão anterior deixou no Redis para o formato desta',
}
