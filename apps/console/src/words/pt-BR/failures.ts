const doubt = 'Pode ter saído: o relatório decide, ou uma pessoa, em “Em dúvida”.'
const rows = 'Compare as linhas com o texto do modelo, corrija e complete a campanha.'
const template = 'Corrija o modelo ou o nome dele e importe as linhas de novo.'
const ours = 'Reenvie.'

type Told = readonly [reason: string, advice: string]
const unsure = (reason: string): Told => [reason, doubt]

/** What the codes of failures mean (docs/errors.md), in Portuguese: what happened, and what to do. */
export const failures: Readonly<Record<string, Told>> = {
  '130429': ['Mensagens demais saíram deste número de uma vez.', 'Reenvie quando houver menos a enviar.'],
  '130472': [
    'A Meta deixou esta pessoa fora de marketing, por um experimento.',
    'Fale com ela de outro jeito.',
  ],
  '131000': ['Falha da própria Meta.', ours],
  '131008': ['Falta um parâmetro que o modelo pede.', rows],
  '131009': ['Um parâmetro tem um valor que não é permitido.', rows],
  '131016': ['O serviço da Meta estava sobrecarregado ou fora do ar.', ours],
  '131021': ['Remetente e destinatário são o mesmo número.', 'Tire esse número da lista.'],
  '131026': [
    'O número não pode receber: não tem WhatsApp, tem um antigo ou não aceitou os termos.',
    'Fale com a pessoa de outro jeito, ou corrija o número.',
  ],
  '131031': ['A Meta bloqueou a conta.', 'Veja a conta no gerenciador da Meta; reenvie quando for liberada.'],
  '131042': ['A conta não tem forma de pagamento válida.', 'Acerte no gerenciador da Meta e reenvie.'],
  '131045': [
    'O número remetente não está registrado para isto.',
    'Peça o registro ao Hi Platform e reenvie.',
  ],
  '131047': ['A pessoa não escreveu em 24 horas, e isto não era um modelo.', 'Envie um modelo.'],
  '131048': ['Muita gente bloqueou ou denunciou este número.', 'Envie menos; reenvie em alguns dias.'],
  '131049': [
    'A Meta segurou, para a pessoa não receber marketing demais.',
    'Não reenvie já; tente em alguns dias.',
  ],
  '131050': ['A pessoa não quer marketing de vocês.', 'Tire-a da lista para sempre.'],
  '131051': ['Este tipo de mensagem não é aceito.', template],
  '131052': ['A Meta não conseguiu carregar a mídia.', 'Veja se o link abre sem senha; corrija a linha.'],
  '131053': ['A Meta não aceitou a mídia: tipo ou tamanho.', 'Corrija o arquivo ou o link.'],
  '131056': ['Mensagens demais para esta pessoa em pouco tempo.', 'Reenvie mais tarde.'],
  '132000': ['O número de variáveis não é o do modelo.', rows],
  '132001': ['O modelo não existe, não neste idioma, ou não está aprovado.', template],
  '132005': ['Com as variáveis, o texto fica longo demais.', 'Encurte as variáveis.'],
  '132007': ['O texto fere as regras do WhatsApp.', 'Escreva outro modelo.'],
  '132012': ['Uma variável não tem a forma que o modelo pede.', rows],
  '132015': ['O modelo está pausado por baixa qualidade.', 'Espere voltar, ou use outro.'],
  '132016': ['O modelo foi desativado de vez.', 'Use outro modelo.'],
  '133010': ['O número remetente não está registrado.', 'Peça o registro ao Hi Platform e reenvie.'],
  'http-400': [
    'O Hi Platform recusou o que a mensagem diz.',
    'Leia as palavras dele na mensagem, corrija e complete.',
  ],
  'http-422': ['O Hi Platform recusou o que a mensagem diz.', 'Corrija as linhas e complete a campanha.'],
  'http-401': ['O Hi Platform não conhece o usuário ou a senha.', 'Corrija a credencial e reenvie.'],
  'http-403': ['O Hi Platform não deixa este usuário enviar.', 'Peça a permissão e reenvie.'],
  'http-404': ['O Hi Platform não conhece o endereço ou a conta.', 'Corrija configId ou baseUrl e reenvie.'],
  'http-429': ['O Hi Platform não aceitava mais por enquanto.', ours],
  'http-500': unsure('Falha do próprio Hi Platform.'),
  'http-502': unsure('Falha do próprio Hi Platform.'),
  'http-503': ['O Hi Platform estava fora do ar em todas as tentativas.', 'Reenvie quando ele voltar.'],
  'http-504': unsure('O Hi Platform não respondeu a tempo.'),
  timeout: unsure('O Hi Platform não respondeu a tempo.'),
  'connection-reset': unsure('A conexão caiu durante o envio.'),
  'connection-closed': unsure('A conexão foi fechada durante o envio.'),
  'connect-timeout': ['O Hi Platform não pôde ser alcançado.', 'Reenvie quando puder.'],
  'connection-refused': ['O Hi Platform recusou conexões.', 'Reenvie quando aceitar.'],
  unreachable: ['Não havia caminho até o Hi Platform.', 'Veja a rede e reenvie.'],
  throttled: ['O Hi Platform não aceitava mais por enquanto.', ours],
  'upstream-failed': [
    'Hi Platform ou WhatsApp dizem que falhou, sem dizer por quê.',
    'Veja os detalhes; reenvie algumas.',
  ],
  'attempt-never-settled': unsure('O worker parou, ou perdeu o Redis, durante o envio.'),
  'attempts-exhausted': ['Todas as tentativas foram feitas, e a última não saiu.', ours],
  'internal-error': ['Falha do próprio Disparo.', 'Reenvie; se voltar, avise a operação.'],
  'job-missing': ['O texto da mensagem não existe mais no Redis.', 'Importe a linha de novo.'],
  'data-key-missing': ['Ninguém tinha a chave que cifrou a mensagem.', 'Importe a linha de novo.'],
  'suppressed-opt-out': ['A pessoa não quer estas mensagens desta conta.', 'Tire-a da lista.'],
  'suppressed-complaint': ['A pessoa reclamou.', 'Tire-a da lista.'],
  'suppressed-legal-list': ['A pessoa está em uma lista legal de não perturbe.', 'Tire-a da lista.'],
  'suppressed-invalid-number': ['O número falhou várias vezes.', 'Corrija o número, ou fale de outro jeito.'],
  'suppressed-manual': ['Alguém bloqueou a pessoa.', 'Tire-a da lista.'],
  'suppressed-cap': [
    'A pessoa já recebeu o máximo de marketing destes dias.',
    'Envie de novo em alguns dias.',
  ],
  other: ['Algo para o que não há código.', 'Veja os detalhes da mensagem.'],
}
