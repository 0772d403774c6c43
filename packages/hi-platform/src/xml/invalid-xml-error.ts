/** What is wrong with a document, so that a program can tell. */
type InvalidXmlCode = 'too-large' | 'doctype' | 'too-deep' | 'too-many' | 'entity' | 'encoding' | 'not-xml'

const messages: Readonly<Record<InvalidXmlCode, string>> = {
  'too-large':
    'O documento XML, ou um elemento dele, é grande demais: divida os contatos em mais de um envio',
  doctype: 'O documento XML não pode ter DOCTYPE nem declarar entidades: retire a declaração',
  'too-deep': 'O documento XML tem elementos aninhados demais: siga a estrutura da documentação',
  'too-many': 'O documento XML tem elementos demais: divida os contatos em mais de um envio',
  entity:
    'O documento XML usa uma entidade desconhecida: só existem &amp; &lt; &gt; &quot; &apos; e as numéricas, como &#233;',
  encoding: 'A codificação do documento XML não confere: use UTF-8, ou declare ISO-8859-1',
  'not-xml': 'O documento não é um XML bem formado',
}

/** The text is no XML that we read. The message is for the interface's users, and repeats nothing of the document. */
export class InvalidXmlError extends Error {
  readonly code: InvalidXmlCode

  /** @param place - where in the document, from 1, as far as that is known */
  constructor(code: InvalidXmlCode, place?: { readonly line: number; readonly column: number }) {
    super(messages[code] + (place ? `: veja a linha ${place.line}, coluna ${place.column}` : ''))
    this.name = 'InvalidXmlError'
    this.code = code
  }
}
