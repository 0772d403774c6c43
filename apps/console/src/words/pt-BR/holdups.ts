import { waits } from '@disparo/api/words/pt-BR'
import { counted } from '../format.js'

/** Why nothing, or less, of a campaign is sent now. */
export const holdups = {
  nothing: 'Nada está sendo enviado',
  less: 'Vai mais devagar',
  reasons: {
    redisFull: (detail: string) =>
      `o Redis não aceita gravações (${detail}). Nada se perde; avise a operação.`,
    noWorker: 'nenhum worker desta conta está rodando. Avise a operação.',
    lanePaused: (lane: string) => `alguém pausou a fila ${lane} no Bull Board. Um administrador a retoma lá.`,
    gateClosed: (why: string, since: string) => `${why}${since ? ` há ${since}` : ''}.`,
    gateOpens: (at: string) => `Volta às ${at}.`,
    gateTries: (at: string) => `A próxima tentativa é às ${at}.`,
    paused: (by: string, at: string) =>
      `a campanha foi pausada${by ? ` por ${by}` : ''}${at ? ` às ${at}` : ''}.`,
    halted: (rejected: string, of: string, at: string) =>
      `a campanha parou sozinha às ${at}: ${rejected} de ${counted(of, 'envio', 'envios')} sem sucesso. Veja os motivos abaixo antes de retomar.`,
    canary: (messages: string) =>
      `um teste com ${counted(messages, 'mensagem', 'mensagens')} está em curso; as outras esperam o resultado.`,
    scheduled: (messages: string, at: string) =>
      `${counted(messages, 'mensagem está agendada', 'mensagens estão agendadas')} para ${at}.`,
    quietHours: (messages: string, until: string) =>
      `${counted(messages, 'mensagem espera', 'mensagens esperam')} o horário permitido das pessoas; as primeiras saem às ${until}.`,
    capCounting:
      'o que já saiu está sendo contado para o limite por pessoa; o marketing espera alguns segundos.',
    cap: (until: string) => `quem já recebeu o máximo de mensagens espera, até ${until} no mais tardar.`,
    pace: (max: string, until: string) => `o ritmo desta campanha é de ${max} por minuto, até ${until}.`,
    suppressions: 'a lista de bloqueios não pode ser lida por falta de uma chave. Avise a operação.',
    dataKey: 'há mensagens cifradas com uma chave que nenhum worker tem. Avise a operação.',
    templateResting: (name: string, why: string, until: string) =>
      `o modelo ${name} está sendo recusado: ${why}. Nova tentativa às ${until}.`,
    limitLowered: (max: string, configured: string, until: string) =>
      `o Hi Platform baixou o limite de ${configured} para ${max} até ${until}.`,
    behind: (messages: string, until: string) =>
      `${counted(messages, 'mensagem de outros envios vai', 'mensagens de outros envios vão')} antes${until ? `, até cerca de ${until}` : ''}.`,
    retrying: (messages: string, until: string) =>
      `${counted(messages, 'mensagem não passou e tenta', 'mensagens não passaram e tentam')} de novo às ${until}.`,
    inDoubt: (messages: string, waits: string) =>
      `${counted(messages, 'mensagem', 'mensagens')} em dúvida: ${waits}.`,
  },
  waits,
  gate: {
    password: 'o Hi Platform recusou o usuário ou a senha',
    forbidden: 'o Hi Platform não deixa este usuário enviar',
    address: 'o Hi Platform não conhece o endereço ou a conta',
    throttled: 'o Hi Platform pediu para esperar',
    exhausted: 'o limite do Hi Platform acabou por agora',
    down: 'o Hi Platform está fora do ar',
    other: (code: string) => `o Hi Platform não está aceitando envios (${code})`,
  },
  lanes: { urgent: 'urgente', bulk: 'de campanhas' },
}
