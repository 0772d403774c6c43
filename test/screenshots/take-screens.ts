import type { Camera } from './camera.js'

interface Places {
  /** Of the account: its screens are below. */
  readonly account: string
  /** Ids of campaigns: one that is being sent, and one that has halted. */
  readonly running: string
  readonly halted: string
}

/** Each screen, as somebody on duty sees it. */
export async function takeScreens(
  { page, take }: Camera,
  { account, running, halted }: Places,
): Promise<void> {
  const show = async (path: string) => {
    await page.goto(`${account}/${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }
  const simple = ['campaigns', 'doubts', 'account', 'urgent', 'suppressions', 'templates']
  for (const path of simple) {
    await show(path)
    await take(path)
  }
  await show(`campaigns/${running}`)
  await page.locator('canvas').waitFor()
  await take('campaign')
  await show(`campaigns/${halted}`)
  await take('campaign-halted')
  await show(`campaigns/${running}/messages?status=read`)
  await page.locator('tbody tr').first().waitFor()
  await take('messages')
  await page.getByRole('button', { name: /^Ver/ }).first().click()
  await page.getByRole('dialog').getByText('Linha do tempo').waitFor()
  await take('message')
}
