import { explainProblem, type ProblemKind, problemKinds } from '@disparo/api'
import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

const door = await startTestServer()
afterAll(() => door.close())

const get = (path: string, language = 'en') =>
  fetch(`${door.url}${path}`, { headers: { 'accept-language': language } })

test('the type of a problem is an address that explains it', async () => {
  const refused = await fetch(`${door.url}/v1/accounts/none/gate`)
  const { type } = (await refused.json()) as { type: string }
  const page = await get(type)
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const html = await page.text()
  expect(html).toContain('<code>unauthorized</code> · HTTP 401')
  expect(html).toContain('<html lang="en">')
  expect(html).toContain('What to do')
})

test('in Portuguese where that is asked for most', async () => {
  expect(await (await get('/problems/invalid-message', 'pt-BR,pt;q=0.9,en;q=0.8')).text()).toContain(
    'A mensagem não é válida',
  )
  for (const language of ['de, *', 'en-GB,pt;q=0.5', 'pt;q=0', '']) {
    expect(await (await get('/problems', language)).text(), language).toContain('<html lang="en">')
  }
})

test('every problem is explained in both languages, and listed', async () => {
  const list = await (await get('/problems')).text()
  for (const kind of Object.keys(problemKinds) as ProblemKind[]) {
    expect(list).toContain(`href="/problems/${kind}"`)
    const [en, ptBr] = [explainProblem(kind, 'en'), explainProblem(kind, 'pt-BR')]
    for (const part of ['title', 'happened', 'advice'] as const) {
      expect(ptBr[part].length).toBeGreaterThan(5)
      expect(ptBr[part]).not.toBe(en[part])
    }
    // Names are the same in both.
    const names = (text: string) => [...new Set(text.match(/`[^`]+`/g))].sort()
    expect(names(ptBr.happened + ptBr.advice)).toEqual(names(en.happened + en.advice))
  }
})

test('what is no problem is not there, and nothing of the address is repeated', async () => {
  for (const path of ['/problems/nope', '/problems/toString', '/problems/%3Cscript%3E']) {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toMatch(/script|nope|toString/)
  }
})

test('the first page leads to all there is', async () => {
  const html = await (await get('/', 'pt-BR')).text()
  for (const path of ['/console/', '/docs', '/readyz', '/problems']) {
    expect(html).toContain(`href="${path}"`)
    expect((await fetch(`${door.url}${path}`)).status, path).not.toBe(404)
  }
})
