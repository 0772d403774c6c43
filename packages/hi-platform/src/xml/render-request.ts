import type { XmlContact, XmlDispatch } from './dispatch.js'
import { escapeXml } from './escape-xml.js'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

/** The document of a 50.01 request: seed 000's full structure, its basic one for contacts without parameters. */
export function renderDispatch(dispatch: XmlDispatch): string {
  const { remetente, identificador, namespace, elementName, contacts } = dispatch
  return (
    `${declaration}<main><emkt trans="50.01">` +
    `<remetente>${escapeXml(remetente)}</remetente>` +
    (identificador === undefined ? '' : `<identificador>${escapeXml(identificador)}</identificador>`) +
    `<namespace>${escapeXml(namespace)}</namespace>` +
    `<element_name>${escapeXml(elementName)}</element_name>` +
    `${contacts.map(renderContact).join('')}</emkt></main>`
  )
}

/** The document of a 50.02 request: seed 000, "Consultar os Status dos Envios". `codigo` is what 50.01 answered. */
export function renderStatusQuery(codigo: string): string {
  return `${declaration}<main><emkt trans="50.02"><codigo>${escapeXml(codigo)}</codigo></emkt></main>`
}

function renderContact({ phone, parameters }: XmlContact): string {
  const texts = parameters.map((text) => `<parameter type="text">${escapeXml(text)}</parameter>`)
  const component = texts.length === 0 ? '' : `<component type="body">${texts.join('')}</component>`
  return `<contact><phone>${escapeXml(phone)}</phone>${component}</contact>`
}
