import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'

export interface Look {
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  readonly locale: 'pt-BR' | 'en-US'
}

export const usual: Look = { width: 1_280, height: 820, scheme: 'light', locale: 'pt-BR' }

/** A window in which nothing moves, and whose pictures go into a folder. */
export interface Camera {
  readonly page: Page
  /** Takes what is seen, once nothing loads any more. */
  readonly take: (name: string) => Promise<void>
  readonly close: () => Promise<void>
}

export async function openCamera(browser: Browser, folder: string, look: Look = usual): Promise<Camera> {
  const { width, height, scheme, locale } = look
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale,
    timezoneId: 'America/Sao_Paulo',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  return {
    page,
    take: async (name) => {
      await page.waitForLoadState('networkidle')
      await page
        .getByText(/^(?:Carregando|Loading)/)
        .first()
        .waitFor({ state: 'detached' })
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
    },
    close: () => context.close(),
  }
}
