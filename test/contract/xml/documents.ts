export interface Contact {
  readonly phone: string
  /** As they stand in the document. */
  readonly parameters?: readonly string[]
}

export interface DispatchParts {
  readonly remetente: string
  readonly namespace: string
  readonly elementName: string
  readonly identificador?: string
  readonly contacts: readonly Contact[]
}

/** A 50.01 document in the full structure of seed 000; contacts without parameters are those of the basic one. */
export function dispatchXml({
  remetente,
  identificador,
  namespace,
  elementName,
  contacts,
}: DispatchParts): string {
  const named = identificador === undefined ? '' : `\n  <identificador>${identificador}</identificador>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<main>
  <emkt trans="50.01">
  <remetente>${remetente}</remetente>${named}
  <namespace>${namespace}</namespace>
  <element_name>${elementName}</element_name>
${contacts.map(contactXml).join('\n')}
  </emkt>
</main>`
}

export function queryXml(codigo: string): string {
  return `<main>
   <emkt trans="50.02">
     <codigo>${codigo}</codigo>
  </emkt>
</main>`
}

function contactXml({ phone, parameters = [] }: Contact): string {
  const texts = parameters.map((text) => `      <parameter type="text">${text}</parameter>\n`).join('')
  const component = parameters.length > 0 ? `      <component type="body">\n${texts}      </component>\n` : ''
  return `  <contact>\n      <phone>${phone}</phone>\n${component}   </contact>`
}
