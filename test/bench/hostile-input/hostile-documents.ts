import { type HostileBody, repeated } from './hostile-body.js'

interface XmlLogin {
  readonly user: string
  /** The MD5 of the password, in hex. */
  readonly pass: string
  readonly authorization: string
  readonly remetente: string
}

const path = '/emkt/int/integracao.php'

/** Hi Platform's own XML interface: documents bare, urlencoded and as multipart. */
export function hostileDocuments(
  { user, pass, authorization, remetente }: XmlLogin,
  bytes: number,
): HostileBody[] {
  const begin = `<main><emkt trans="50.01"><remetente>${remetente}</remetente><namespace>n</namespace><element_name>e</element_name>`
  const end = '</emkt></main>'
  const most = bytes - 1_000
  const contact = '<contact><phone>11987554321</phone></contact>'
  const parameter =
    '<contact><phone>11987554321</phone><component type="body"><parameter type="text">a</parameter></component></contact>'
  const tag = `<a ${'b="" '.repeat(800)}/>`
  const contents: Readonly<Record<string, () => Iterable<Buffer>>> = {
    '&amp; and nothing else': () =>
      repeated('&amp;', most, { begin: `${begin}<contact><phone>`, end: `</phone></contact>${end}` }),
    'numbers of characters': () =>
      repeated('&#65;', most, { begin: `${begin}<contact><phone>`, end: `</phone></contact>${end}` }),
    'empty elements': () => repeated('<a/>', most, { begin, end }),
    'elements with attributes': () => repeated('<a b="c"/>', most, { begin, end }),
    'tags of 4,000 bytes': () => repeated(tag, most, { begin, end }),
    contacts: () => repeated(contact, most, { begin, end }),
    'contacts with a variable': () => repeated(parameter, most, { begin, end }),
    'contacts without a phone': () => repeated('<contact/>', most, { begin, end }),
    comments: () => repeated('<!---->', most, { begin, end }),
    instructions: () => repeated('<?a?>', most, { begin, end }),
    CDATA: () => repeated('<![CDATA[]]>', most, { begin, end }),
    'one text': () =>
      repeated('x', most, { begin: `${begin}<contact><phone>`, end: `</phone></contact>${end}` }),
    'one text of letters that XML has in two bytes': () =>
      repeated('é', most, { begin: `${begin}<contact><phone>`, end: `</phone></contact>${end}` }),
    'ever deeper': () => repeated('<a>', most, { begin }),
    'a tag without end': () => repeated('<', most, { begin }),
    blanks: () => repeated(' ', most, { end: '<a/>' }),
  }
  const bare = Object.entries(contents).map(
    ([worst, body]): HostileBody => ({
      ...{ door: 'XML, bare', worst, path, body },
      headers: { 'content-type': 'text/xml', authorization },
    }),
  )
  const form = (worst: string, body: () => Iterable<Buffer>, by?: 'nobody'): HostileBody => ({
    ...{ door: 'XML, form', worst, path, body, ...(by ? { by } : {}) },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const known = `User=${encodeURIComponent(user)}&Pass=${pass}&XML=`
  const multipart = { 'content-type': 'multipart/form-data; boundary=a' }
  const part = (name: string) => `--a\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`
  return [
    ...bare,
    ...[2, 8].map(
      (times) =>
        ({ ...bare[6], worst: `${times} of contacts with a variable at once`, times }) as HostileBody,
    ),
    form('escapes', () => repeated('%26amp%3B', most, { begin: `${known}%3Cmain%3E` })),
    form('escapes of nobody', () => repeated('%3C', most, { begin: 'User=x&Pass=y&XML=' }), 'nobody'),
    form('fields of nobody', () => repeated('a=&', most, { begin: 'User=x&Pass=y&' }), 'nobody'),
    form('percent signs of nobody', () => repeated('%', most, { begin: 'User=x&Pass=y&XML=' }), 'nobody'),
    {
      ...{ door: 'XML, multipart', worst: 'one part, of nobody', path, headers: multipart, by: 'nobody' },
      body: () =>
        repeated('\r\n--', most, { begin: `${part('User')}x\r\n${part('XML')}`, end: '\r\n--a--\r\n' }),
    },
    {
      ...{ door: 'XML, multipart', worst: 'parts', path, headers: multipart, by: 'nobody' },
      body: () => repeated(`${part('a')}x\r\n`, most, { end: '--a--\r\n' }),
    },
  ]
}
