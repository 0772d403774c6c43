/** The paragraphs below the options, by how they begin in English. */
export const texts: Readonly<Record<string, string>> = {
  'Exit codes:': `Códigos de saída:
  0  feito
  1  o serviço recusou, falhou ou não pôde ser alcançado, ou --wait-timeout acabou
  2  o comando não está escrito como deveria
  3  havia linhas erradas; com --wait também: mensagens foram recusadas ou falharam, a campanha parou, ou só resta dúvida que
     espera a palavra de alguém`,
  'What stands in a command is in the list of processes (ps), for everybody': `O que está em um comando aparece na lista de processos (ps), para todos na máquina, e no histórico do shell: números, códigos e
textos de pessoas vêm melhor de um arquivo ou da entrada padrão, por --values (to=551199999999, otp=123456 e assim por diante,
um por linha) ou --file.`,
  'The same file for the same account is': `O mesmo arquivo para a mesma conta é a mesma campanha: repetir o comando, depois de uma falha ou por engano, não envia nada duas
vezes. Para enviar o mesmo arquivo outra vez de propósito, dê outra --key. Uma linha com chave própria (coluna key), porém, é a
mesma mensagem em toda campanha, e não é enviada de novo.`,
  'A row is known by what it says': `Uma linha é conhecida pelo que diz, não pelo lugar: linhas iguais são uma mensagem. Linhas erradas ficam de fora, e são gravadas
em ARQUIVO.rejected.csv com a linha e o problema: corrija lá, ou no arquivo, e importe isso com --into na campanha. O que a
campanha já tem fica como está; --replace também cancela o que não começou e não está no arquivo. Um arquivo mudado, com o mesmo
nome e há menos de um dia, é recusado se o primeiro deixou linhas de fora ou parou no meio: diga --into ou --new.`,
  'A CSV needs the columns': `Um CSV precisa das colunas to, namespace e elementName; outras são body1 … bodyN, headerText, headerImage, headerDocument,
headerFilename, headerVideo, otp, coupon, button0 … button9, category, externalLabel, reference, metadata.NOME, key, sendAt e
expiresAt. Uma célula vazia é um campo ausente. UTF-8, UTF-16 e Windows-1252 se distinguem pelo arquivo; se as linhas diferem nada
é enviado, e --encoding decide. De uma planilha (.xlsx) lê-se a primeira aba visível, ou --sheet; uma célula é o seu valor, então
uma data em sendAt precisa ser um texto com fuso.`,
  'A table that was exported for something else': `Uma tabela exportada para outra coisa é lida com --template, --namespace e --map: nomes de colunas valem sem caixa, acentos e
espaços em volta, e --ignore-columns deixa as outras de fora. O mesmo arquivo com outro mapeamento é outra campanha.`,
  '--dry-run goes the way of an import': `--dry-run faz o caminho de uma importação e não põe nada na fila: o que iria, o que está errado (3) ou parece engano, quando
sairia, e as primeiras mensagens como um telefone as mostra. O comando que ele mostra importa aquele arquivo como está, ou nada.`,
  '--test-to sends a few rows': `--test-to envia poucas linhas para um número seu: agora, na fila urgente, fora de toda campanha e das contagens. A etiqueta no
relatório do Hi Platform começa com "test". A importação ainda envia essas linhas aos destinatários.`,
  'A batch is running, scheduled': `Uma campanha está running (enviando), scheduled (nada dela pode sair ainda), paused (pausada), halted (parou sozinha), finished
(tudo resolvido) ou cancelled (cancelada). As de antes da 0.2.0 aparecem depois de pausadas, retomadas, canceladas ou corrigidas.`,
  'Pausing, resuming and cancelling hold at once': `Pausar, retomar e cancelar valem na hora, menos para tentativas já começadas; seu usuário precisa do papel "operate", ou "send"
para campanhas suas. Cancelar é definitivo: o que ainda for desejado vai em outra campanha, com outra --key. Uma campanha pausada
continua perdendo prazos.`,
  'What was rejected, has expired or may have been sent': `O que foi recusado, passou do prazo ou pode ter saído não volta, com o motivo. Muitas de uma vez: Bull Board, "Retry all".`,
  "What stands in a command is in the list of processes (ps) and the shell's history: with --to -": `O que está em um comando aparece na lista de processos (ps) e no histórico do shell: com --to - o número vem da entrada padrão.
Números só em --json.`,
  "What stands in a command is in the list of processes (ps) and the shell's history: with - the number": `O que está em um comando aparece na lista de processos (ps) e no histórico do shell: com - o número vem da entrada padrão.`,
  'Messages still to be sent to this person': `Mensagens ainda por enviar a esta pessoa são canceladas. Dela não fica nada no Redis além de situações, horários e contagens; não
há como desfazer. Pare de enviar a ela primeiro. Pode ser repetido, e deve onde ele diz. Cada conta é pedida por si: --account '*'
passa por todas que o seu usuário vê, com uma linha para cada.`,
  'A suppression covers marketing': `Um bloqueio cobre marketing, all-but-otp (tudo menos códigos) ou everything (tudo), para esta conta ou, com --all-accounts, para
todas. docs/contacts.md diz o que é o quê. Um telefone como - vem da entrada padrão, para não aparecer na lista de processos.`,
  'A program sends its key as': `Um programa envia a chave como "Authorization: Bearer disparo_…", ou este comando a tira de DISPARO_API_KEY, no lugar de usuário e
senha. Ela aparece uma vez. Nunca pode mais do que o usuário que a fez pode agora, e acaba quando ele é removido: faça chaves como um
usuário que fica. Seu usuário precisa do papel "admin", e de cada papel que a chave terá. Uma chave não faz outra.`,
  "Kept for the account's ledgerDays": `Guardado pelos ledgerDays da conta. Não diz quem recebeu mensagens. Seu usuário precisa do papel "operate" ou "admin".`,
  'The entry goes into the file': `A entrada vai para o arquivo que DISPARO_USERS diz, um array de usuários, que o producer lê. Nela está só o hash: a senha aparece
uma vez, e é para o DISPARO_PASSWORD de quem envia.`,
  'Roles, of which none contains another': `Papéis, dos quais nenhum contém outro:
  send     põe mensagens e campanhas na fila
  read     vê mensagens, campanhas, o que está em dúvida, e callbacks
  operate  diz o que aconteceu com uma mensagem em dúvida, e entrega callbacks de novo
  admin    remove`,
  'It reads the environment of a producer or worker': `Lê o ambiente de um producer ou worker (cada variável dos dois, as contas, os segredos, também em arquivos); rode onde um deles
roda; o que não se vê dali fica de fora. Ninguém recebe nada. Perguntar ao Hi Platform se aceita usuário e senha é uma das 60
consultas do relatório em 10 minutos.`,
  'It ends with 1 if something fails': `Termina com 1 se algo falha; só com avisos termina com 0.`,
  'It writes .env, accounts.json and users.json': `Grava .env, accounts.json e users.json, confere o resultado (disparo doctor), e diz o que iniciar. O que nenhuma opção diz é
perguntado; se não há ninguém no terminal, --config-id, --hi-user e --hi-password-file precisam estar lá. --account dá nome à
conta (padrão: default), --user a quem pode usar o Disparo (padrão: admin), com a senha de --password-file, ou uma aleatória que
aparece uma vez. Arquivos que existem ficam como estão, a menos que se dê --force. O que guarda um segredo só você pode ler.
Nenhum programa lê .env sozinho: node --env-file=.env lê, e o Compose.`,
  'It reads REDIS_URL, as a worker does': `Lê REDIS_URL, como um worker; rode onde um deles roda. Programas desta versão migram sozinhos o que não leva tempo; este comando é
para o que eles pedem. O que foi interrompido continua quando é repetido. docs/operations.md#upgrading diz quando parar o quê.`,
}
