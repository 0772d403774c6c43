import { createHash } from 'node:crypto'
import { readAnswer, type XmlAnswer } from '@disparo/hi-platform/xml'
import { request } from 'undici'
import type { ServiceUser } from '../../stack/service-user.js'

/** Posts documents as the XML integration's forms: `Pass` is the password's MD5. */
export function openXmlForm(url: string, { user, password }: ServiceUser) {
  const Pass = createHash('md5').update(password).digest('hex')
  return async (document: string): Promise<XmlAnswer> => {
    const response = await request(`${url}/emkt/int/integracao.php`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ User: user, Pass, XML: document }).toString(),
    })
    const answer = readAnswer(await response.body.text())
    if (answer.kind === 'code' || answer.kind === 'items') return answer
    throw new Error(
      `The document was answered ${response.statusCode}: ${'text' in answer ? answer.text : answer.kind}`,
    )
  }
}
