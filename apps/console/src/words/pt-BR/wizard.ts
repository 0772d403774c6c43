import { problems, suspicions } from '@disparo/api/words/pt-BR'
import { counted } from '../format.js'
import { check } from './wizard-check.js'
import { fileTroubles, when } from './wizard-when.js'

export const wizard = {
  title: 'Nova campanha',
  correctTitle: 'Corrigir e completar',
  correctLead: 'Linhas que a campanha já tem não vão de novo. As novas e as corrigidas entram nela.',
  sent: {
    title: 'Mensagens a caminho',
    advice: 'Saem agora, ou no horário marcado. Quem pode ver as campanhas acompanha esta lá.',
  },
  keptOver: 'Sua sessão tinha terminado. O arquivo e o que você escolheu continuam aqui: siga de onde parou.',
  steps: { file: 'Arquivo', columns: 'Colunas', check: 'Conferir', test: 'Teste', when: 'Quando e como' },
  stepOf: (step: string, of: string) => `Passo ${step} de ${of}`,
  next: 'Continuar',
  back: 'Voltar',
  skip: 'Pular o teste',
  file: {
    title: 'Qual é a planilha?',
    lead: 'Uma pessoa por linha, com o telefone em uma coluna. A primeira linha dá nome às colunas.',
    drop: 'Solte o arquivo aqui ou',
    choose: 'Escolher arquivo',
    kinds: '.csv, .tsv ou .xlsx',
    wrongKind: 'Este tipo de arquivo não é lido. Salve como .xlsx ou .csv.',
    reading: (percent: string) => `Lendo o arquivo… ${percent}`,
    read: (rows: string, columns: string) =>
      `${counted(rows, 'linha', 'linhas')}, ${counted(columns, 'coluna', 'colunas')}`,
    empty: 'O arquivo não tem linhas.',
    sample: 'Primeiras linhas',
    line: 'Linha',
  },
  columns: {
    title: 'O que é cada coluna?',
    own: 'O arquivo já diz, linha por linha, o modelo e o que o preenche. Não há nada a escolher.',
    template: 'Modelo',
    chooseTemplate: 'Escolha o modelo',
    typed: 'Nome do modelo',
    typedHint: 'Como está no Hi Platform (elementName).',
    namespace: 'Namespace',
    notApproved: (status: string) =>
      `Este modelo está ${status}: a Meta não entrega o que não está aprovado.`,
    phone: 'Telefone',
    variable: (number: string) => `Variável ${number}`,
    variableCount: 'Quantas variáveis o texto tem',
    header: {
      headerText: 'Texto do cabeçalho',
      headerImage: 'Link da imagem',
      headerDocument: 'Link do documento',
      headerVideo: 'Link do vídeo',
    },
    button: (text: string) => `Fim do link do botão “${text}”`,
    reference: 'Referência sua (opcional)',
    notUsed: 'Não usar',
    choose: 'Escolha a coluna',
    example: (cell: string) => `ex.: ${cell}`,
    missing: 'Escolha a coluna que preenche isto.',
    preview: 'Como a primeira linha fica',
  },
  check,
  problems,
  suspicions,
  test: {
    title: 'Enviar teste para mim',
    lead: 'As primeiras linhas vão para o seu número, agora, como irão para as pessoas. Não contam na campanha.',
    number: 'Seu número, com DDD',
    rows: 'Quantas linhas',
    send: 'Enviar teste',
    sent: (count: string) =>
      `${counted(count, 'teste enviado', 'testes enviados')}. Confira no seu telefone.`,
    invalid: 'Não é um telefone: escreva DDD e número.',
  },
  when,
  fileTroubles,
}
