import { describe, expect } from 'vitest'
import { startWithChangedUsers } from './changed-users.js'
import type { ConsoleUser } from './console-stack.js'
import { addressOf, test } from './console-test.js'
import { findFaults } from './find-faults.js'
import { farHost, logIn } from './open-console.js'
import { startOtherSite } from './other-site.js'
import { button, heading, status } from './person.js'

const sessionOf = async (context: { cookies(): Promise<{ name: string; value: string }[]> }) =>
  (await context.cookies()).find(({ name }) => name === 'disparo-session')

describe('logging in and out', () => {
  test('a wrong password is told, the right one opens what was asked for, and logging out forgets all', async ({
    visit,
    stack,
  }) => {
    const { page, context } = await visit('/account')
    await logIn(page, { user: 'ana', password: 'wrong' })
    await status(page, 'Usuário ou senha incorretos')
    expect(await findFaults(page)).toEqual([])
    await page.reload()
    await logIn(page, stack.users.ana)
    await heading(page, 'Conta').waitFor()
    expect(await sessionOf(context)).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    expect(await page.evaluate('document.cookie')).toBe('')
    await button(page, 'Sair').click()
    await status(page, 'Você saiu')
    expect(await page.getByText('Portão de envio').count()).toBe(0)
    expect(await sessionOf(context)).toBeUndefined()
  })

  test('a session that ends while somebody works is told, and nothing of what was seen stays', async ({
    visit,
    stack,
  }) => {
    const { page, context } = await visit('/account', { as: 'ana' })
    await status(page, 'Portão de envio')
    await context.request.delete(`${stack.origin}/session`, { headers: { origin: stack.origin } })
    await status(page, 'Sua sessão terminou')
    expect(await page.getByText('Portão de envio').count()).toBe(0)
    await logIn(page, stack.users.ana)
    await heading(page, 'Conta').waitFor()
  })

  test('over plain HTTP from elsewhere no password is asked for, and it is told what is needed', async ({
    visit,
    stack,
  }) => {
    const { context } = await visit()
    const page = await context.newPage()
    await page.goto(stack.url.replace('127.0.0.1', farHost))
    await status(page, 'Esta conexão não é segura')
    await status(page, /TRUSTED_PROXIES/)
    expect(await page.locator('input').count()).toBe(0)
    expect(await findFaults(page)).toEqual([])
  })

  test('the board is open by the same session', async ({ visit, stack }) => {
    const { context } = await visit('', { as: 'ana' })
    const answer = await context.request.get(`${stack.origin}/admin/queues`)
    expect(answer.status()).toBe(200)
    expect(await answer.text()).toContain('<html')
  })
})

describe('somebody else gets nowhere', () => {
  test('with the cookie of a session that was ended', async ({ visit, stack }) => {
    const { page, context } = await visit('', { as: 'ana' })
    await heading(page, 'Campanhas').waitFor()
    const cookies = await context.cookies()
    await button(page, 'Sair').click()
    await status(page, 'Você saiu')
    const thief = await visit()
    await thief.context.addCookies(cookies)
    await thief.page.goto(addressOf(stack, '/campaigns'))
    await heading(thief.page, 'Entrar no Disparo').waitFor()
  })

  test('with an id that they have put into the browser before', async ({ visit, stack }) => {
    const { page, context } = await visit()
    const planted = 'x'.repeat(43)
    const cookie = { name: 'disparo-session', value: planted, url: stack.origin, httpOnly: true }
    await context.addCookies([cookie])
    await page.reload()
    await logIn(page, stack.users.ana)
    await heading(page, 'Campanhas').waitFor()
    expect((await sessionOf(context))?.value).not.toBe(planted)
    const thief = await visit()
    await thief.context.addCookies([cookie])
    await thief.page.goto(addressOf(stack, '/campaigns'))
    await heading(thief.page, 'Entrar no Disparo').waitFor()
  })

  test('with the cookie of somebody who was removed or has another password', async ({
    visit,
    stack,
    onTestFinished,
  }) => {
    const later = await startWithChangedUsers(stack)
    onTestFinished(later.stop)
    const shown = { ana: 401, leitura: 401, envio: 200 } as const
    for (const [as, expected] of Object.entries(shown)) {
      const { context } = await visit('', { as: as as ConsoleUser })
      const ask = async (origin: string) => (await context.request.get(`${origin}/session`)).status()
      expect(await ask(stack.origin)).toBe(200)
      expect(await ask(later.url)).toBe(expected)
      // It is over everywhere, and not only where that was seen.
      expect(await ask(stack.origin)).toBe(expected)
    }
  })

  test('by a page of their own, which asks in the name of who is logged in', async ({
    visit,
    stack,
    onTestFinished,
  }) => {
    const site = await startOtherSite()
    onTestFinished(() => site.stop())
    const { id } = await stack.producer.importCsv('to,namespace,elementName\n5511900000001,default,aviso', {
      sendAt: new Date(Date.now() + 3_600_000).toISOString(),
    })
    const { context } = await visit('', { as: 'ana' })
    const target = `${stack.origin}/v1/accounts/${stack.account}/batches/${id}/cancel`
    const [shown, own] = [target, `${stack.origin}/session`].map((url) => JSON.stringify(url))
    // Of another site a browser sends no cookie of ours; of another port of this host it does.
    for (const [address, expected] of [
      [site.elsewhere, 401],
      [site.nextDoor, 403],
    ] as const) {
      const page = await context.newPage()
      await page.goto(address)
      await page.evaluate(
        `fetch(${shown}, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => 'refused')`,
      )
      const read = `fetch(${own}, { credentials: 'include' }).then(() => 'read', () => 'refused')`
      expect(await page.evaluate(read)).toBe('refused')
      const form = `document.body.innerHTML = '<form method="post">'; document.forms[0].action = ${shown}`
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url() === target),
        page.evaluate(`${form}; document.forms[0].submit()`),
      ])
      expect(answer.status()).toBe(expected)
    }
    expect((await stack.producer.batch(id))?.state).toBe('scheduled')
    expect((await context.request.get(`${stack.origin}/session`)).status()).toBe(200)
  })

  test('by a frame around the console', async ({ visit, stack, onTestFinished }) => {
    const site = await startOtherSite()
    onTestFinished(() => site.stop())
    const { context } = await visit('', { as: 'ana' })
    const page = await context.newPage()
    await page.goto(site.nextDoor)
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('iframe'), { src: ${JSON.stringify(stack.url)} }))`,
    )
    await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/^chrome-error:/)
  })

  test('by a script, a picture or an address that was brought into the page', async ({
    visit,
    stack,
    onTestFinished,
  }) => {
    const site = await startOtherSite()
    onTestFinished(() => site.stop())
    const { context } = await visit('', { as: 'ana' })
    const page = await context.newPage()
    await page.goto(addressOf(stack, '/campaigns'))
    await heading(page, 'Campanhas').waitFor()
    const there = JSON.stringify(site.elsewhere)
    const refused = await page.evaluate(`(async () => {
      const told = new Set()
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => told.add(effectiveDirective))
      const add = (tag, of) => document.body.append(Object.assign(document.createElement(tag), of))
      add('script', { textContent: 'window.wasRun = true' })
      add('script', { src: ${there} + 'a.js' })
      add('img', { src: ${there} + 'a.png' })
      add('link', { rel: 'stylesheet', href: ${there} + 'a.css' })
      add('iframe', { src: ${there} })
      document.body.append(document.createRange().createContextualFragment('<p onclick="1" style="color:red">'))
      await fetch(${there}).catch(() => {})
      navigator.sendBeacon(${there})
      while (told.size < 7) await new Promise((resolve) => setTimeout(resolve, 50))
      return [...told, String(window.wasRun)].sort()
    })()`)
    expect(refused).toEqual([
      'connect-src',
      'frame-src',
      'img-src',
      'script-src-attr',
      'script-src-elem',
      'style-src-attr',
      'style-src-elem',
      'undefined',
    ])
    expect(site.asked).toEqual([])
  })
})
