import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ConsoleStack } from './console-stack.js'
import { addressOf, test } from './console-test.js'
import { findFaultsInLooks, settle } from './find-faults.js'
import { logIn } from './open-console.js'
import { heading } from './person.js'
import { seedLooks } from './seed-looks.js'
import { walkWizard } from './walk-wizard.js'

interface Shown {
  readonly path: string
  /** Whom it is about. */
  readonly find?: string
  /** What is pressed there, one after the other, within a dialog once there is one. */
  readonly press?: readonly RegExp[]
}

/** Somebody who is suppressed, and to whom nothing was sent for it. */
const person = '(11) 90001-0000'

/** Every screen and every dialog, with something in it. */
const everything = (of: Awaited<ReturnType<typeof seedLooks>>): Readonly<Record<string, Shown>> => ({
  campaigns: { path: '/campaigns' },
  'campaigns-none': { path: '/campaigns?q=nothing+of+this+name' },
  campaign: { path: `/campaigns/${of.campaign}` },
  'campaign-paused': { path: `/campaigns/${of.paused}` },
  'campaign-scheduled': { path: `/campaigns/${of.scheduled}` },
  export: { path: `/campaigns/${of.campaign}`, press: [/^(?:Exportar|Export) CSV$/] },
  rename: { path: `/campaigns/${of.campaign}`, press: [/^(?:Renomear|Rename)$/] },
  retry: { path: `/campaigns/${of.campaign}`, press: [/^(?:Reenviar falhas|Retry failures)$/] },
  cancel: { path: `/campaigns/${of.paused}`, press: [/^Cancel\S* camp/, /^Cancel\S* camp/] },
  change: { path: `/campaigns/${of.scheduled}`, press: [/^(?:Mudar envio|Change sending)$/] },
  'campaign-messages': { path: `/campaigns/${of.campaign}/messages` },
  'campaign-message': { path: `/campaigns/${of.campaign}/messages`, press: [/^(?:Ver|See) /] },
  messages: { path: '/messages' },
  'messages-found': { path: '/messages', find: person },
  'messages-no-phone': { path: '/messages', find: '12' },
  message: { path: `/messages/${of.message}` },
  'message-tried': { path: `/messages/${of.tried}` },
  doubts: { path: '/doubts' },
  'doubts-sent': { path: '/doubts', press: [/^(?:Escolher|Choose) /, /^(?:Foi enviada|It was sent)$/] },
  'doubts-again': { path: '/doubts', press: [/^(?:Escolher|Choose) /, /^(?:Enviar de novo|Send again)$/] },
  account: { path: '/account' },
  urgent: { path: '/urgent' },
  suppressions: { path: '/suppressions' },
  'suppressions-import': { path: `/suppressions?import=${of.imported}` },
  'suppressions-person': { path: '/suppressions', find: person },
  lift: { path: '/suppressions', press: [/^(?:Desbloquear|Lift) (?!import)/] },
  'lift-import': { path: '/suppressions', press: [/^(?:Retirar|Lift) import/, /^(?:Retirar|Lift) import/] },
  import: { path: '/suppressions', press: [/^Import\S* list/, /^Import\S*$/] },
  templates: { path: '/templates' },
  nowhere: { path: '/nowhere' },
})

/** By the languages: in each, what is one is shown as the other has it. */
for (const locale of ['pt-BR', 'en-US'] as const) {
  test(`nothing is wrong on any screen, dialog or step, on a phone and at a desk, in light and in dark: ${locale}`, async ({
    visit,
    stack,
  }) => {
    const seeded = await seedLooks(stack)
    const { page } = await visit('', { locale })
    const faults: Record<string, readonly string[]> = {}
    const see = async (name: string) => {
      await settle(page)
      const found = await findFaultsInLooks(page, name)
      if (found.length > 0) faults[name] = found
    }
    await see('login')
    await logIn(page, stack.users.ana)
    await heading(page, /^(?:Campanhas|Campaigns)$/).waitFor()
    for (const [name, shown] of Object.entries(everything(seeded))) {
      await show(page, stack, shown)
      await see(name)
    }
    await page.goto(addressOf(stack, '/new'))
    await walkWizard(page, see)
    expect(faults).toEqual({})
  })
}

async function show(page: Page, stack: ConsoleStack, { path, find, press = [] }: Shown): Promise<void> {
  await page.goto(addressOf(stack, path))
  await settle(page)
  if (find !== undefined) {
    await page.getByLabel(/^(?:Telefone|Phone)$/).fill(find)
    await page.keyboard.press('Enter')
    await page.locator('[aria-busy]').waitFor({ state: 'detached' })
  }
  for (const name of press) {
    const dialog = page.getByRole('dialog')
    const place = (await dialog.count()) > 0 ? dialog : page.locator('main')
    await place.getByRole('button', { name }).or(place.getByRole('checkbox', { name })).first().click()
  }
}
