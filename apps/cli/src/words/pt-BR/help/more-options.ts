/** Those of `suppress`, and of the commands that ask no service. */
export const moreOptions: Readonly<Record<string, string>> = {
  why: 'por quê',
  'default: marketing for opt-out and legal-list, else all-but-otp':
    'padrão: marketing para opt-out e legal-list, senão all-but-otp',
  'what list they are on; needed for a list of the law': 'em que lista está; preciso para uma lista legal',
  'of what date it is, like 2026-11-30; default: today': 'de que data é, como 2026-11-30; padrão: hoje',
  'ISO 8601 with offset; default: until it is lifted': 'ISO 8601 com fuso; padrão: até ser retirado',
  'keep the number, sealed by a data key': 'guarda o número, cifrado com uma chave de dados',
  'keep the numbers, sealed by a data key': 'guarda os números, cifrados com uma chave de dados',
  'the list for all accounts': 'a lista de todas as contas',
  'all of an import, in place of a person': 'todos de uma importação, no lugar de uma pessoa',
  'who is listed as that, in place of a phone': 'quem está listado assim, no lugar de um telefone',
  'all that this user added for the --reason': 'todos que este usuário pôs por --reason',
  'all that this rule added for the --reason': 'todos que esta regra pôs por --reason',
  'of a --reason: added then or later, ISO 8601 with offset':
    'de um --reason: postos então ou depois, ISO 8601 com fuso',
  'of a --reason: added then or before': 'de um --reason: postos então ou antes',
  'why it is lifted: told later with who, what and when':
    'por que é retirado: dito depois, com quem, o quê e quando',
  'do it: of a --reason it cannot be undone': 'faz mesmo: de um --reason não há como desfazer',
  'why, where no column reason says it': 'por quê, onde nenhuma coluna reason diz',
  'what the list is called; needed for a list of the law':
    'como a lista se chama; preciso para uma lista legal',
  'also lift who was on a former import of the list and is not on this one':
    'libera também quem estava em uma importação anterior da lista e não está nesta',
  'with --replace: yes, more than half of the list may be lifted':
    'com --replace: sim, mais da metade da lista pode ser liberada',
  'import the good rows where some are bad': 'importa as linhas boas quando algumas estão erradas',
  'the column that has the numbers': 'a coluna que tem os números',
  'what a CSV is written in: utf-8, utf-16 or windows-1252':
    'como o CSV está escrito: utf-8, utf-16 ou windows-1252',
  'only those of an import': 'só os de uma importação',
  'at most so many people, up to 1000': 'no máximo tantas pessoas, até 1000',
  'further ones: the next of what was listed': 'outros: o next do que foi listado',
  'part of the name': 'parte do nome',
  'only those of this status, such as APPROVED': 'só os deste status, como APPROVED',
  'the idempotency key of a message or a row': 'a chave de idempotência de uma mensagem ou de uma linha',
  'what messages were enqueued with as reference': 'a referência com que as mensagens entraram na fila',
  'look at all keys of Redis, though the index of persons be enough':
    'olha todas as chaves do Redis, ainda que o índice de pessoas baste',
  'what it may do: send, read, operate, admin; separated by commas':
    'o que pode fazer: send, read, operate, admin; separados por vírgulas',
  'the accounts it sees, separated by commas; * is all':
    'as contas que vê, separadas por vírgulas; * são todas',
  'open the XML interface to it, too, which sends the MD5 of the password':
    'abre também a interface XML, que envia o MD5 da senha',
  'how the XML interface writes names in its answers': 'como a interface XML escreve nomes nas respostas',
  'read the password from the standard input; default: a random one':
    'lê a senha da entrada padrão; padrão: uma aleatória',
  'add the entry to this file of users, which may not be there yet':
    'acrescenta a entrada a este arquivo de usuários, que pode não existir ainda',
  'print one JSON object, with `entry` and `password`': 'mostra um objeto JSON, com `entry` e `password`',
  'where to write them': 'onde gravar',
  'where Redis is; default: redis://127.0.0.1:6379': 'onde está o Redis; padrão: redis://127.0.0.1:6379',
  "Hi Platform's config_id": 'o config_id do Hi Platform',
  'the user at Hi Platform': 'o usuário no Hi Platform',
  'a file with its password; - reads the standard input':
    'um arquivo com a senha dele; - lê a entrada padrão',
  'where Hi Platform is, if not at its usual address': 'onde está o Hi Platform, se não no endereço usual',
  'how it is spoken to': 'como se fala com ele',
  'write files anew that are there already': 'grava de novo arquivos que já existem',
  'do not look at what they lead to': 'não confere o resultado',
  'the doctor does not ask Hi Platform': 'o doctor não pergunta ao Hi Platform',
  'do not ask Hi Platform': 'não pergunta ao Hi Platform',
  'the accounts it is for, separated by commas; * is all':
    'as contas para que serve, separadas por vírgulas; * são todas',
  'when it ends, ISO 8601 with offset; default: when it is revoked':
    'quando acaba, ISO 8601 com fuso; padrão: quando for revogada',
  'only what this user or key did': 'só o que este usuário ou chave fez',
  'how many at once, up to 500; default 50': 'quantos de uma vez, até 500; padrão 50',
  'go on from where the last list ended': 'continua de onde a última lista acabou',
  'say what would be done, and change nothing': 'diz o que seria feito, e não muda nada',
}
