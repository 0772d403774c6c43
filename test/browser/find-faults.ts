import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { findCutText } from './find-cut-text.js'
import { heightFor, pictureLook } from './open-console.js'

/** Nothing is on its way any more: what was asked for is there, or it is said why not. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page
    .getByText(/^(?:Carregando…|Loading…)$/)
    .first()
    .waitFor({ state: 'detached' })
}

/** What axe finds, in words; whether anything is wider than the window or cut, or the window's title names anybody. */
export async function findFaults(page: Page): Promise<string[]> {
  const title = await page.title()
  return [
    ...(await findByAxe(page)),
    ...(await findUnfit(page)),
    ...(/^(?:[\p{L} ]+ · )?Disparo$/u.test(title) ? [] : [`the title is “${title}”`]),
  ]
}

async function findByAxe(page: Page): Promise<string[]> {
  // Nothing is framed: without that, axe needs no second page to bring its results together.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** What does not fit: the window scrolls sideways, or a text is cut. */
async function findUnfit(page: Page): Promise<string[]> {
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  const isWide = Number(overflow) > 0
  return [...(isWide ? [`wider than the window by ${overflow} px`] : []), ...(await findCutText(page))]
}

/** Each language is looked at on a phone and at a desk; between them, in light and in dark. */
const looks = {
  'pt-BR': [
    { width: 360, scheme: 'light', find: findFaults },
    { width: 1_280, scheme: 'dark', find: findFaults },
  ],
  en: [
    { width: 360, scheme: 'dark', find: findFaults },
    { width: 1_280, scheme: 'light', find: findUnfit },
  ],
} as const

/**
 * The same of one screen in the two looks of its language; and whether it fits a very wide window.
 * @param name - of pictures, where a folder for them is named (LOOKS)
 */
export async function findFaultsInLooks(page: Page, name?: string): Promise<string[]> {
  const faults: string[] = []
  const resize = (width: number) => page.setViewportSize({ width, height: heightFor(width) })
  const language = (await page.evaluate('document.documentElement.lang')) === 'en' ? 'en' : 'pt-BR'
  for (const { width, scheme, find } of looks[language]) {
    await page.emulateMedia({ colorScheme: scheme })
    await resize(width)
    await pictureLook(page, name && `${name}-${language}-${width}-${scheme}`)
    faults.push(...(await find(page)).map((fault) => `${width} px, ${scheme}: ${fault}`))
  }
  await resize(2_560)
  await pictureLook(page, name && `${name}-${language}-2560`)
  return [...faults, ...(await findUnfit(page)).map((fault) => `2,560 px: ${fault}`)]
}
