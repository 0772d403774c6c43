type Rule = readonly [english: RegExp, portuguese: string]

/** What is wrong with a file, or a secret. */
const sources: readonly Rule[] = [
  [/The configuration is not valid\. /, 'A configuração não é válida. '],
  [/(\S+) cannot be read \(([^)]+)\)/g, 'não é possível ler $1 ($2)'],
  [
    /there is no such file; a path is taken from the folder that the program is started in/,
    'não há tal arquivo; um caminho vale a partir da pasta em que o programa começa',
  ],
  [/let the user that the program runs as read it/, 'deixe o usuário do programa lê-lo'],
  [/it is a folder; name a file/, 'é uma pasta; dê um arquivo'],
  [/is no JSON: look at line (\d+), column (\d+)/, 'não é JSON: veja a linha $1, coluna $2'],
  [/is no JSON/, 'não é JSON'],
  [/it must be an array of accounts/, 'precisa ser um array de contas'],
  [/it must be an array of users/, 'precisa ser um array de usuários'],
  [/is larger than (\d+ MiB); nothing of it is read/, 'tem mais de $1; nada dele é lido'],
  [/Set (\S+) or (\S+), not both/, 'Defina $1 ou $2, não os dois'],
  [
    /No account is configured: set DISPARO_ACCOUNTS to a JSON file of accounts, or ([A-Z_]+) and ([A-Z_]+) \(and HI_PASSWORD\)/,
    'Nenhuma conta está configurada: ponha em DISPARO_ACCOUNTS um arquivo JSON de contas, ou defina $1 e $2 (e HI_PASSWORD)',
  ],
  [
    /No account is configured: set DISPARO_ACCOUNTS to a JSON file of accounts, or ([A-Z_]+) \(and HI_PASSWORD\)/,
    'Nenhuma conta está configurada: ponha em DISPARO_ACCOUNTS um arquivo JSON de contas, ou defina $1 (e HI_PASSWORD)',
  ],
  [
    /names the account ("[^"]*") twice: names must be unique/,
    'diz a conta $1 duas vezes: cada nome só uma vez',
  ],
  [
    /names the user ("[^"]*") twice: names must be unique/,
    'diz o usuário $1 duas vezes: cada nome só uma vez',
  ],
  [
    /user ("[^"]*")\.accounts names ("[^"]*"), which is no configured account/,
    'accounts do usuário $1 diz $2, que não é conta configurada',
  ],
  [
    /(\S+) is not set: account ("[^"]*") takes a secret from it/,
    '$1 não está definida: a conta $2 tira dela um segredo',
  ],
  [
    /(\S+) is not set: account ("[^"]*") reads Hi Broker's list of templates with it/,
    '$1 não está definida: a conta $2 lê com ela a lista de templates do Hi Broker',
  ],
  [
    /(\S+) is not set: the callback of account ("[^"]*") is signed with it/,
    '$1 não está definida: o callback da conta $2 é assinado com ela',
  ],
  [
    /must be "whsec_" and base64 of (\d+) to (\d+) bytes: the callback of account ("[^"]*") is signed with it/,
    'precisa ser "whsec_" e base64 de $1 a $2 bytes: o callback da conta $3 é assinado com ele',
  ],
  [/(\S+) is not set: it must be (?=16 to 200)/, '$1 não está definida: precisa ter '],
  [
    /(?:must be )?16 to 200 letters, digits, hyphens and underscores, which end the webhook's address of account ("[^"]*")/,
    'de 16 a 200 letras, dígitos, hifens e sublinhados, com que termina o endereço do webhook da conta $1',
  ],
  [/ is not valid:/, ' não é válido:'],
  [/is unknown; did you mean (\S+)\?/, 'não é conhecida; seria $1?'],
  [/account ("[^"]*")\./g, 'conta $1, '],
]

/** What the fields of an account must be. */
const accounts: readonly Rule[] = [
  [/must be "recipient", or a time zone such as (\S+)/, 'precisa ser "recipient", ou um fuso como $1'],
  [/must be a country in two capital letters, or \*/, 'precisa ser um país em duas letras maiúsculas, ou *'],
  [
    /must be a currency in three capital letters, such as (\w+)/,
    'precisa ser uma moeda em três letras maiúsculas, como $1',
  ],
  [/must be a day, such as ([\d-]+)/g, 'precisa ser um dia, como $1'],
  [
    /must be a decimal with up to 8 places, such as ("[^"]*")/,
    'precisa ser um decimal com até 8 casas, como $1',
  ],
  [/must be a time such as 20:00, or 24:00/, 'precisa ser um horário como 20:00, ou 24:00'],
  [/must be a time such as ([\d:]+)/, 'precisa ser um horário como $1'],
  [
    /must be later than from: a window is within one day/,
    'precisa ser depois de from: uma janela fica dentro de um dia',
  ],
  [/must be letters, digits, _ and -/, 'precisa ter só letras, dígitos, _ e -'],
  [
    /must be no more than ledgerDays: older messages are not known/,
    'não pode passar de ledgerDays: mensagens mais antigas não são conhecidas',
  ],
  [/must be text, such as ("[^"]*")/, 'precisa ser texto, como $1'],
  [/must have a file, or a broker/, 'precisa de um file, ou de um broker'],
  [/must have a letter or a digit/, 'precisa ter uma letra ou um dígito'],
  [/must not be empty and have no colon/, 'não pode ficar vazio nem ter dois-pontos'],
]

/** What a variable, an option or a field must be. */
const fields: readonly Rule[] = [
  [/must be set/, 'precisa ser definida'],
  [/must be a whole number from (\d+) to (\d+)/g, 'precisa ser um número inteiro de $1 a $2'],
  [/must be a whole number, (\d+) at least/g, 'precisa ser um número inteiro a partir de $1'],
  [
    /must be like (.*) or (\S+), or begin with rediss for TLS; percent-encode what is special in user and password/,
    'precisa ser como $1 ou $2, ou começar com rediss para TLS; o que é especial em usuário e senha vai em percent-encoding',
  ],
  [
    /must be 32 random bytes in base64, or several with their ids:/,
    'precisa ser 32 bytes aleatórios em base64, ou vários com os seus ids:',
  ],
  [/must be an address \(http: or https:\)/, 'precisa ser um endereço (http: ou https:)'],
  [/must have no user or password in it/, 'não pode ter usuário nem senha'],
  [
    /must be addresses or networks \(([^)]*)\), separated by commas, or "none"/,
    'precisa ser endereços ou redes ($1), separados por vírgulas, ou "none"',
  ],
  [
    /must be names of accounts, with commas between them, or a share such as ("[^"]*") \(of (\d+) at most\)/,
    'precisa ser nomes de contas, separados por vírgulas, ou uma parte como $1 (de no máximo $2)',
  ],
  [/must be (\d+) to (\d+) characters, none of them blank/, 'precisa ter de $1 a $2 caracteres, sem espaços'],
  [/must be 1 to 64 letters, digits and (\. _ @ \+ -)/, 'precisa ter de 1 a 64 letras, dígitos e $1'],
  [
    /must be 1 to 40 lower-case letters, digits and inner hyphens/,
    'precisa ter de 1 a 40 letras minúsculas, dígitos e hifens internos',
  ],
  [
    /must be a hash that `disparo user` made: (\S+), never the password itself/,
    'precisa ser um hash feito por `disparo user`: $1, nunca a própria senha',
  ],
  [
    /must be "\*", or (?:an array|a list) of names of accounts/,
    'precisa ser "*", ou uma lista de nomes de contas',
  ],
  [/must name at least one account, or be "\*"/, 'precisa dizer ao menos uma conta, ou ser "*"'],
  [/must name at least one account/, 'precisa dizer ao menos uma conta'],
  [/must name at least one role/, 'precisa dizer ao menos um papel'],
  [/must name at least one user/, 'precisa dizer ao menos um usuário'],
  [/must name each role once/, 'precisa dizer cada papel uma só vez'],
  [/must name each account once/, 'precisa dizer cada conta uma só vez'],
  [/must name at most ([\d,]+) accounts/, 'pode dizer no máximo $1 contas'],
  [/must be a list of roles/, 'precisa ser uma lista de papéis'],
  [/must be an array of users/, 'precisa ser um array de usuários'],
  [/must be text/, 'precisa ser texto'],
  [/must be ([a-z"]+(?:, [a-z"]+)*) or ([a-z"]+)(?=;|$)/gm, 'precisa ser $1 ou $2'],
  [/Invalid option: expected one of ([^;\n]*)/g, 'precisa ser um destes: $1'],
  [/Invalid input: expected (\w+), received undefined/g, 'falta'],
  [/Invalid input: expected (\w+), received (\w+)/g, 'não é do tipo que se espera ($1)'],
  [/Invalid input(?=;|$)/gm, 'não é do tipo que se espera'],
  [/Invalid ISO datetime/, 'não é data com hora e fuso, como 2026-03-01T09:00:00-03:00'],
  [/Unrecognized keys?: ([^;\n]*)/g, 'campo que não existe: $1'],
  [/Too small: expected string to have >=(\d+) characters?/g, 'curto demais: ao menos $1'],
  [/Too big: expected string to have <=(\d+) characters?/g, 'longo demais: no máximo $1'],
]

/** What no rule knows stays as it is. */
export function fault(english: string): string {
  return [...sources, ...accounts, ...fields].reduce(
    (said, [pattern, portuguese]) => said.replace(pattern, portuguese),
    english,
  )
}
