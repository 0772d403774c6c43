import type { Answer } from './start-sandbox.js'

interface Contact {
  readonly phone: string
  /** Written into the document as they are. */
  readonly parameters?: readonly string[]
}

/** A 50.01 document as in seed 000; `extra` stands before the template. */
export function dispatchXml(
  contacts: readonly Contact[],
  { remetente = 'remetente-1', extra = '' } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<main>
  <emkt trans="50.01">
  <remetente>${remetente}</remetente>
  ${extra}
  <namespace>default</namespace>
  <element_name>boleto</element_name>
${contacts.map(contactXml).join('\n')}
  </emkt>
</main>`
}

/** The basic form: no parameters. */
export function basicXml(...phones: readonly string[]): string {
  return dispatchXml(phones.map((phone) => ({ phone })))
}

export function queryXml(code: string): string {
  return `<main>
   <emkt trans="50.02">
     <codigo>${code}</codigo>
  </emkt>
</main>`
}

/** What stands in `<return>` when that is a code; fails for anything else. */
export function codeOf({ text }: Answer): string {
  const code = /<return>([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})<\/return>/.exec(text)?.[1]
  if (code === undefined) throw new Error('the answer has no code')
  return code
}

function contactXml({ phone, parameters = [] }: Contact): string {
  const texts = parameters.map((text) => `      <parameter type="text">${text}</parameter>`).join('\n')
  const component = `      <component type="body">\n${texts}\n      </component>\n`
  return `  <contact>\n      <phone>${phone}</phone>\n${parameters.length > 0 ? component : ''}   </contact>`
}
