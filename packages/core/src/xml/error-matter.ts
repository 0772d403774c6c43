/**
 * What an error envelope speaks of: who we are (`access`), too many requests (`limit`), a pause of the service
 * (`outage`), a failure in the middle (`doubt`), what we sent (`message`), or nothing that can be told (`unclear`).
 */
export type ErrorMatter = 'access' | 'limit' | 'outage' | 'doubt' | 'message' | 'unclear'

/** The first that fits counts: "telefone do usuário" is about a contact, "Limite de requisições da conta" about the limit. */
const matters: readonly (readonly [ErrorMatter, RegExp])[] = [
  [
    'limit',
    /\b(?:limite|excesso|excedid[ao]s?|muitas|many)\b.{0,40}\b(?:requisic|requests|conexoes|connections)/,
  ],
  ['limit', /\b(?:requisicoes|requests)\b.{0,40}\b(?:limite|excedid|exceeded)/],
  [
    'outage',
    /manutencao|indisponivel|fora do ar|tente (?:novamente|mais tarde)|maintenance|unavailable|try again/,
  ],
  ['doubt', /erro interno|internal (?:server )?error|time-?out|tempo (?:limite )?esgotado/],
  ['message', /telefone|phone|contat|contact|destinatario|recipient|parametro|parameter|variave|variable/],
  // "Template não encontrado para esta conta": else one wrong template would stop the whole account.
  ['message', /template|modelo|namespace|element.?name/],
  [
    'access',
    /\b(?:usuario|user|login|senha|password|pass|client|acesso|access|permissao|permission|remetente|sender|conta|account|token|transacao)\b/,
  ],
  ['access', /\b(?:autoriz|autentic|authoriz|authentic|credencia|credential|habilita|bloquead)/],
  [
    'message',
    /invalid|obrigatori|required|\berro|\berror|falha|nao |desconhecid|unknown|inexistente|recusad|not /,
  ],
]

/**
 * Reads a matter out of an error's text. REST answers are never judged by their words; here there is nothing else:
 * errors come as HTTP 200, and neither ids nor texts are documented. Judging a wrong password as an error of the message
 * would reject a whole campaign, so what can speak of access does.
 */
export function matterOf(text: string): ErrorMatter {
  const plain = text.slice(0, 1_000).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return matters.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'unclear'
}
