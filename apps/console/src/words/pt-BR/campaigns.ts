export { states } from '@disparo/api/words/pt-BR'

export const campaigns = {
  title: 'Campanhas',
  one: 'Nova campanha',
  searchLabel: 'Nome da campanha',
  searchHint: 'Parte do nome ou começo do código',
  stateLabel: 'Estado',
  allStates: 'Todos os estados',
  columns: {
    name: 'Nome',
    state: 'Estado',
    sent: 'Enviadas',
    rate: 'Ritmo',
    end: 'Término',
    read: 'Lidas',
    who: 'Criada',
  },
  unnamed: (source: string) => `Sem nome (${source})`,
  sources: { csv: 'CSV', ndjson: 'NDJSON', json: 'JSON', xlsx: 'planilha', xml: 'XML', library: 'aplicação' },
  template: (name: string, others: number) => (others > 0 ? `${name} e mais ${others}` : name),
  by: (user: string) => `por ${user}`,
  endsAt: (time: string) => `até ${time}`,
  ended: (time: string) => `em ${time}`,
  startsAt: (time: string) => `começa ${time}`,
  endUnknown: 'sem previsão',
  notDelivered: (count: string) => `${count} sem envio`,
  inDoubt: (count: string) => `${count} em dúvida`,
  newOnes: (count: number) =>
    count === 1 ? '1 campanha nova. Mostrar' : `${count} campanhas novas. Mostrar`,
  empty: {
    title: 'Nenhuma campanha ainda',
    advice: 'Envie uma planilha: ela é conferida antes de sair, e nada vai sem a sua confirmação.',
  },
  noMatch: {
    title: 'Nenhuma campanha com este filtro',
    advice: 'Mude o nome ou o estado. Campanhas antigas são esquecidas depois do prazo da conta.',
  },
  looking: 'Procurando entre campanhas mais antigas…',
  count: (shown: string) => `${shown} na tela`,
}
