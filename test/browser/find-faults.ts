import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { heightFor } from './open-console.js'

/** Nothing is on its way any more: what was asked for is there, or it is said why not. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page
    .getByText(/^(?:Carregando…|Loading…)$/)
    .first()
    .waitFor({ state: 'detached' })
}

/** What axe finds, in words; whether anything is wider than the window, or the window's title names anybody. */
export async function findFaults(page: Page): Promise<string[]> {
  // Nothing is framed: without that, axe needs no second page to bring its results together.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const title = await page.title()
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ...(await findOverflow(page)),
    ...(/^(?:[\p{L} ]+ · )?Disparo$/u.test(title) ? [] : [`the title is “${title}”`]),
  ]
}

async function findOverflow(page: Page): Promise<string[]> {
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return Number(overflow) > 0 ? [`wider than the window by ${overflow} px`] : []
}

/** Between them each language is looked at on a phone and at a desk, in light and in dark. */
const looks = {
  'pt-BR': [
    { width: 360, scheme: 'light' },
    { width: 1_280, scheme: 'dark' },
  ],
  en: [
    { width: 360, scheme: 'dark' },
    { width: 1_280, scheme: 'light' },
  ],
} as const

/** The same of one screen in the two looks of its language; and whether it is wider than a very wide window. */
export async function findFaultsInLooks(page: Page): Promise<string[]> {
  const faults: string[] = []
  const resize = (width: number) => page.setViewportSize({ width, height: heightFor(width) })
  const language = (await page.evaluate('document.documentElement.lang')) === 'en' ? 'en' : 'pt-BR'
  for (const { width, scheme } of looks[language]) {
    await page.emulateMedia({ colorScheme: scheme })
    await resize(width)
    faults.push(...(await findFaults(page)).map((fault) => `${width} px, ${scheme}: ${fault}`))
  }
  await resize(2_560)
  return [...faults, ...(await findOverflow(page)).map((fault) => `2,560 px: ${fault}`)]
}
