/**
 * What an answer's words speak of: that all went well (`success`), one contact or its parameters (`contact`), the template,
 * who we are and what we may (`access`), too much of something (`limit`), a pause of the service (`outage`), a failure in the
 * middle (`doubt`), or nothing that can be told (`unclear`).
 */
export type AnswerTopic =
  | 'success'
  | 'contact'
  | 'template'
  | 'access'
  | 'limit'
  | 'outage'
  | 'doubt'
  | 'unclear'

/** Both must be said: of what, and that something is wrong with it. */
const wrong =
  /invalid|incorret|\bmal ?forma|inexistente|\bnao (?:existe|(?:foi |esta )?(?:encontrad|cadastrad|informad|aprovad|preenchid|localizad)|confere|corresponde|e valid|possui|pertence|permitid)|obrigatori|\bfalta|ausente|duplicad|recusad|rejeitad|bloquead|pausad|desativad|reprovad|desconhecid|\bvazi[ao]|em branco|\binvalid|required|missing|not (?:found|valid|allowed|approved|exist)|does ?n[o']t (?:exist|match)|rejected|blocked|paused|disabled|unknown|mismatch|malformed|empty|duplicate/
const tooMuch = /tamanho|caracter|quantidade|numero de|too (?:long|many)|length|excede|maxim/

const wordsOf = {
  contact:
    /\b(?:telefone|celular|phone|contato|contact|destinatario|recipient)s?\b|\bddd\b|\bnumero (?:e )?(?:invalid|inexistente|nao)/,
  parameter: /parametro|parameter|variave|variable|\bcomponent/,
  template: /template|\bmodelo\b|namespace|element[ _]?name|\bhsm\b/,
}

/** "Nobody was sent to" says no success; "entre em contato" speaks of no contact. */
const negatedSuccess =
  /\b(?:nao|nenhum\w*|sem|not|no|never|nunca)\b(?: \w+){0,3}? (?:enviad|aceit|processad|agendad|entreg|recebid|sucesso|sent|accepted|processed|success)\w*|\b(?:insucesso|unsuccessful\w*)/g
const asksToCall =
  /\b(?:entr(?:e|ar)|mant(?:er|enha)) em contato\b|\bcontat(?:e|ar)\b|\b(?:please )?contact (?:us|the|your|our|support|an?)\b/g

const someWentOut =
  /parcial|\balgu(?:m|ns|mas?)\b|\bdemais\b|\brestantes?\b|\bexceto\b|partial|\bsome of\b|\bothers?\b|\bsucesso\b|success|\b\d+ (?:mensagens |contatos |messages )?(?:enviad|aceit|sent|accepted)/
const success =
  /\bsucesso\b|success|^ok\b|\b(?:enviad|agendad|aceit|enfileirad|processad|recebid|realizad|concluid)[oa]s?\b|\b(?:sent|accepted|queued|scheduled|received|processed|done)\b/
const denial =
  /\bnao\b|\bsem\b|\bnenhum|\berro|falh|insuficien|negad|suspens|inativ|cancelad|exced|exceed|atingi|esgotad|indisponive|invalid|recus|rejeit|bloque|\bmas\b|\bporem\b|\bnot\b|\bno\b|fail|error|denied|\bbut\b|reject|\bsucesso: ?(?:0|nao|false|no)\b/

type Rule = readonly [AnswerTopic, (text: string) => boolean]
const when = (pattern: RegExp) => (text: string) => pattern.test(text)
const wrongWith =
  (pattern: RegExp, how = wrong) =>
  (text: string) =>
    pattern.test(text) && how.test(text)
const parameterTooMuch = wrongWith(wordsOf.parameter, tooMuch)

/** The first that fits counts. Each tells what is surely meant; what is left is `unclear`. */
const rules: readonly Rule[] = [
  [
    'doubt',
    when(
      /\berro (?:interno|inesperado|desconhecido|fatal|(?:no|do|de) (?:servidor|sistema|processamento))|internal (?:server )?error|unexpected|exception|\bfatal\b|stack ?trace|time-?d? ?out|tempo (?:limite |maximo |de \w+ )*(?:esgotad|excedid)/,
    ),
  ],
  // Money and contracts, the company, the sender, the fields of the form: whoever else is spoken of.
  [
    'access',
    when(
      /\b(?:saldo|creditos?|franquia|fatura|pagamento|inadimpl\w*|contrato|licenca|assinatura|balance|credits?|billing|payment)\b|\bwaba\b|\bbusiness account|\bip\b|\bempresa\b|\bcliente (?:\w+ ){0,2}?(?:invalid|inativ|inexist|nao|bloque|suspens|desconhec|cancelad)|\bcodigo (?:do|de|da) (?:cliente|empresa)|\b(?:user|pass|client|password|senha|login|remetente|sender)\b/,
    ),
  ],
  [
    'outage',
    when(
      /manutencao|fora do ar|\bfila (?:\w+ ){0,3}?(?:chei|lotad)|queue (?:is )?full|sobrecarreg|overload|banco de dados|database|\b(?:falha|erro) (?:ao|de|na|no) (?:conectar|conexao)|connection (?:refused|failed|lost)|could not connect|maintenance|(?:servico|sistema|servidor|integracao|plataforma|api|service|system|server) (?:\w+ ){0,3}?(?:indisponive|unavailable|ocupad|busy)/,
    ),
  ],
  ['contact', wrongWith(wordsOf.contact)],
  ['contact', wrongWith(wordsOf.parameter)],
  ['contact', parameterTooMuch],
  ['template', wrongWith(wordsOf.template)],
  [
    'limit',
    when(
      /\b(?:limite|cota|quota|limit|taxa|rate)\b.*(?:ating|exced|ultrapass|esgot|exceed|reached)|(?:ating|exced|ultrapass|esgot|exceed|reached).*\b(?:limite|cota|quota|limit)\b|\b(?:muitas|muitos|excesso|excedid[ao]s?|too many|maxim[ao])\b.*(?:requisic|requests|conexoes|connections|envios|mensage|messages|contatos|contacts|disparos|chamadas|destinatarios)|(?:requisicoes|requests|quantidade|mensagens|envios|contatos).*(?:exced|exceed|acima do)|throttl/,
    ),
  ],
  ['outage', when(/indisponive|tente (?:novamente|mais tarde|outra vez)|unavailable|try again/)],
  [
    'access',
    when(
      /\b(?:usuario|acesso|access|permissao|permission|conta|account|token|chave|transacao)\b.*(?:invalid|nao\b|negad|bloque|suspens|inativ|inexist|desconhecid|incorret|expirad|cancelad|sem |denied|not\b|unknown|expired|disabled)|\b(?:sem|nao (?:tem|possui)|no) (?:permissao|acesso|autorizacao|permission|access)|\b(?:acesso|access) (?:nao |not )?(?:negad|proibid|denied|permitid)|\bnao (?:autoriza|autentic|habilita|permitid|credencia)|\bnot (?:authori[sz]ed|authenticated|allowed|permitted)|unauthori[sz]ed|forbidden|\b(?:autenticacao|autorizacao|authentication|authorization|credenci\w+|credential\w*)\b|\b(?:desabilitad|desativad|nao habilitad)/,
    ),
  ],
]

/**
 * Reads a matter out of an answer's words. REST answers are never judged by their words; here there is nothing else: errors
 * come as HTTP 200, and neither ids nor texts are documented. So only what is plainly said counts, and words that say that
 * some got it are `unclear` whatever else they say: who is sent again what may have been sent gets it twice.
 */
export function classifyAnswerText(text: string): AnswerTopic {
  const said = plain(text)
  const plainly = said.replace(negatedSuccess, ' nao ').replace(asksToCall, ' ')
  if (success.test(plainly) && !denial.test(plainly)) return 'success'
  const matter = rules.find(([, fits]) => fits(plainly))?.[0] ?? 'unclear'
  const isRefusal = matter === 'contact' || matter === 'template'
  return isRefusal && someWentOut.test(plainly) ? 'unclear' : matter
}

/** Small letters without accents, words apart from each other by one space. */
function plain(text: string): string {
  const small = text.slice(0, 1_000).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return small.replace(/\s+/g, ' ').trim()
}
