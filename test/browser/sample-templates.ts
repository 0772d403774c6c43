const namespace = 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6'

/** The templates of a shop that nobody has. */
export const templates = [
  {
    ...{ name: 'oferta_novembro', namespace, language: 'pt_BR', category: 'MARKETING', status: 'APPROVED' },
    header: { type: 'image' },
    body: 'Olá {{1}}! Só até domingo: {{2}} de desconto em toda a loja para quem já é cliente.',
    footer: 'Loja Exemplo · responda SAIR para não receber',
    buttons: [
      { type: 'url', text: 'Ver ofertas', url: 'https://loja.example/ofertas/{{1}}' },
      { type: 'reply', text: 'Não quero mais' },
    ],
  },
  {
    ...{ name: 'boleto_vencido', namespace, language: 'pt_BR', category: 'UTILITY', status: 'APPROVED' },
    body: '{{1}}, o boleto de {{2}} venceu em {{3}}. Se já pagou, desconsidere esta mensagem.',
    footer: 'Loja Exemplo',
    buttons: [],
  },
  {
    ...{ name: 'pedido_enviado', namespace, language: 'pt_BR', category: 'UTILITY', status: 'APPROVED' },
    header: { type: 'text', text: 'Seu pedido saiu' },
    body: 'Olá {{1}}, o pedido {{2}} já está a caminho.',
    buttons: [{ type: 'url', text: 'Acompanhar', url: 'https://loja.example/p/{{1}}' }],
  },
  {
    ...{ name: 'cupom_natal', namespace, language: 'pt_BR', category: 'MARKETING', status: 'PAUSED' },
    body: 'Feliz Natal, {{1}}! Seu cupom vale até o dia 24.',
    buttons: [],
  },
]
