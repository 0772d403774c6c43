import type { init as en } from '../en/init.js'

export const init: typeof en = {
  lead: 'O que o Disparo precisa para enviar. Enter aceita o que está entre colchetes.',
  questions: {
    redisUrl: 'Endereço do Redis',
    account: 'Nome da conta aqui',
    configId: 'config_id do Hi Platform',
    hiUser: 'Usuário no Hi Platform',
    hiPassword: 'A senha dele (não aparece)',
    user: 'Seu usuário no Disparo',
    password: 'A senha dele (não aparece; vazio: uma aleatória)',
  },
  problems: {
    missing: 'não pode ficar vazio',
    redisUrl: (problem) => `tem um endereço errado (${problem})`,
    account: 'precisa ter de 1 a 40 letras minúsculas, dígitos e hifens internos',
    user: 'precisa ter de 1 a 64 letras, dígitos e . _ @ + -',
    password: (least) => `precisa de pelo menos ${least} caracteres`,
    baseUrl: 'precisa ser um endereço http(s) sem usuário e senha',
    lineBreak: 'não pode ter quebra de linha',
    unwritable: 'tem uma forma que nenhum arquivo guarda exatamente: escolha outra',
  },
  missing: (flags) => `Não há ninguém para perguntar, então diga tudo por opções. Falta: ${flags}`,
  wrong: (flag, problem) => `${flag} ${problem}.`,
  unreadable: (flag, code) => `O arquivo de ${flag} não pode ser lido (${code}).`,
  twoFromStdin: 'Só um dos arquivos pode ser a entrada padrão.',
  existing: (paths) =>
    `Estes já existem, e nada foi gravado: ${paths}. --force grava todos de novo, --folder grava em outro lugar; um usuário se acrescenta com disparo user NOME --add ARQUIVO.`,
  unwritable: (path, code) => `Não é possível gravar ${path} (${code}).`,
  givenUp: 'Nada foi gravado.',
  written: 'Gravados:',
  files: {
    env: 'o Redis, e o usuário e a senha do Hi Platform; só você pode ler',
    accounts: 'a conta, sem segredos',
    users: 'quem pode usar o Disparo; das senhas, só os hashes',
    secret: (name) => `${name}, que um .env não guarda para todos os seus leitores; com Compose, monte-o`,
  },
  doctor: 'O que o doctor diz:',
  next: {
    title: 'A seguir:',
    folder: (folder) => `Em ${folder}:`,
    compose: 'Com Docker, cujos contêineres precisam ler o arquivo de usuários:',
    node: 'Sem Docker, em dois terminais:',
    elsewhere:
      'Leve estes arquivos para um clone do Disparo (git clone, npm run setup), onde o producer e os workers começam com:',
    message: 'Depois, com o seu usuário, em outro terminal:',
  },
}
