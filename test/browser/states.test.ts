import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { type ConsoleStack, emptyAccount } from './console-stack.js'
import { addressOf, test } from './console-test.js'
import { findFaults, findFaultsInLooks, settle } from './find-faults.js'
import { button, goBy, heading, status } from './person.js'
import { seedSmall } from './seed-small.js'

/** Every screen of the menu, with what it says where there is nothing, and what of the small seed it shows. */
const screens = {
  Campanhas: { empty: 'Nenhuma campanha ainda', full: 'segunda_via' },
  'Em dúvida': { empty: 'Nada em dúvida', full: 'segunda_via' },
  Bloqueios: { empty: 'Nenhum bloqueio ainda', full: 'De onde vieram' },
  Modelos: { empty: 'Nenhum modelo conhecido', full: 'oferta_novembro' },
  Conta: { empty: 'Nada impede os envios', full: 'Portão de envio' },
  Urgentes: { empty: 'Nenhuma mensagem urgente na última hora.', full: 'À espera agora' },
} as const
type Name = keyof typeof screens
const names = Object.keys(screens) as Name[]
/** The menu itself asks how the account stands: of these there is always something to show. */
const askedBefore: readonly Name[] = ['Conta', 'Urgentes']
const askedThere = names.filter((name) => !askedBefore.includes(name))

/** Goes through the screens, and looks at each. */
async function walk(page: Page, through: readonly Name[], see: (name: Name) => Promise<unknown>) {
  for (const name of through) {
    await goBy(page, name)
    await see(name)
    expect({ name, faults: await findFaults(page) }).toEqual({ name, faults: [] })
  }
}

const seeAll = (page: Page) => walk(page, names, (name) => status(page, screens[name].full))

describe('a screen', () => {
  test('says what to do where there is nothing', async ({ visit, stack }) => {
    const { page } = await visit('', { as: 'ana', scheme: 'dark' })
    await page.goto(`${stack.url}${emptyAccount}/messages`)
    await status(page, 'Procure uma mensagem')
    await walk(page, names, (name) => status(page, screens[name].empty))
  })

  test('says who may not see it that they may not', async ({ visit, stack }) => {
    const { page } = await visit('', { as: 'envio', width: 360 })
    await walk(page, names, () => status(page, 'Seu usuário não pode ver isto'))
    expect(await findFaultsInLooks(page)).toEqual([])
    await goBy(page, 'Mensagens')
    await page.getByLabel('Telefone').fill('11900000001')
    await page.keyboard.press('Enter')
    await status(page, /Seu usuário não pode ver isto/)
    const reader = await visit('/new', { as: 'leitura' })
    await status(reader.page, 'Seu usuário não pode ver isto')
    await reader.page.goto(addressOf(stack, `/campaigns/${crypto.randomUUID()}`))
    await status(reader.page, 'Não encontrado')
    expect(await findFaults(reader.page)).toEqual([])
  })

  test('keeps its place while it is asked for, and says so where no answer comes', async ({
    visit,
    stack,
    onTestFinished,
  }) => {
    await seedSmall(stack)
    const { page } = await visit('', { as: 'ana' })
    await seeAll(page)
    await page.goto(addressOf(stack, '/nowhere'))
    await settle(page)
    const resume = stopAnswering(stack)
    onTestFinished(resume)
    await walk(page, askedThere, () => status(page, 'Carregando…'))
    expect(await findFaultsInLooks(page)).toEqual([])
    resume()
    await settle(page)
    await status(page, screens[askedThere.at(-1) as Name].full)
  })

  test('shows what was known before while Redis is away, and how old it is', async ({
    visit,
    stack,
    onTestFinished,
  }) => {
    await seedSmall(stack)
    const { page } = await visit('', { as: 'ana' })
    await seeAll(page)
    await crash(stack, onTestFinished)
    await walk(page, names, async (name) => {
      await status(page, /^Há .* sem resposta\./)
      await status(page, screens[name].full)
    })
    expect(await findFaultsInLooks(page)).toEqual([])
    // Who comes anew is told at once, and need not do anything once it is back.
    await page.reload()
    await status(page, 'O Redis não responde')
    expect(await findFaults(page)).toEqual([])
    await stack.redis.revive()
    await heading(page, names.at(-1) ?? '').waitFor()
  })

  test('says that it has failed where nothing was known before, can be asked to try again, and does so', async ({
    visit,
    stack,
    onTestFinished,
  }) => {
    await seedSmall(stack)
    const { page } = await visit('/nowhere', { as: 'ana', width: 360, scheme: 'dark' })
    await settle(page)
    await crash(stack, onTestFinished)
    await walk(page, askedThere, () => status(page, 'O Redis não responde'))
    expect(await findFaultsInLooks(page)).toEqual([])
    await goBy(page, 'Campanhas')
    expect(await countFlickers(page)).toBe(0)
    await goBy(page, askedThere.at(-1) as Name)
    await button(page, 'Tentar de novo').click()
    await status(page, 'O Redis não responde')
    // From here on it may find out by itself, before anybody presses anything.
    await stack.redis.revive()
    await status(page, screens[askedThere.at(-1) as Name].full)
  })
})

/** How often what is told of Redis gives way to something else while it is asked again, twice. */
async function countFlickers(page: Page): Promise<unknown> {
  await status(page, 'O Redis não responde')
  await page.evaluate(`{
    const main = document.querySelector('main')
    window.flickers = 0
    const look = () => { if (!main.textContent.includes('O Redis não responde')) window.flickers += 1 }
    new MutationObserver(look).observe(main, { childList: true, subtree: true })
  }`)
  for (let asked = 0; asked < 2; asked += 1)
    await page.waitForResponse((answer) => answer.url().includes('/batches'))
  // What was answered is shown by then.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))')
  return page.evaluate('window.flickers')
}

/** The producer takes connections, and answers nothing, as where a network is lost. */
function stopAnswering({ producer }: ConsoleStack): () => void {
  process.kill(producer.process.pid, 'SIGSTOP')
  return () => void process.kill(producer.process.pid, 'SIGCONT')
}

/** Redis is away, until it is revived or the test is over. */
async function crash({ redis }: ConsoleStack, onTestFinished: (end: () => Promise<void>) => void) {
  const { pid } = redis
  await redis.crash()
  onTestFinished(async () => {
    if (redis.pid === pid) await redis.revive()
  })
}
