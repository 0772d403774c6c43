/** How a campaign stands. */
export const states = {
  running: 'Enviando',
  scheduled: 'Agendada',
  paused: 'Pausada',
  halted: 'Interrompida',
  finished: 'Concluída',
  cancelled: 'Cancelada',
}

/** What became of a message. */
export const statuses = {
  enqueued: 'Na fila',
  sending: 'Enviando',
  unknown: 'Em dúvida',
  accepted: 'Aceita',
  sent: 'Enviada',
  received: 'Recebida',
  read: 'Lida',
  rejected: 'Recusada',
  failed: 'Falhou',
  expired: 'Expirou',
  suppressed: 'Bloqueada',
  cancelled: 'Cancelada',
}

/** What a message in doubt waits for. */
export const waits = {
  'no-control': 'falta o relatório mostrar uma mensagem enviada depois delas',
  'report-lag': 'o relatório responde em minutos',
  'look-alike': 'o relatório mostra outra mensagem para a mesma pessoa',
  'upstream-outage': 'o Hi Platform não respondia; o relatório dirá',
  'no-report': 'sem relatório, alguém precisa decidir',
  'too-old': 'o relatório não alcança mais; alguém precisa decidir',
  policy: 'a conta pede que alguém decida',
}
