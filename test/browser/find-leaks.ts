import type { ConsolePage } from './open-console.js'

/** All that a page keeps in the browser, but for the cookie, which no script sees. */
const readStores = `(async () => ({
  ...localStorage,
  ...sessionStorage,
  ...Object.fromEntries((await indexedDB.databases()).map(({ name }) => [name, 'database'])),
  ...Object.fromEntries((await caches.keys()).map((name) => [name, 'cache'])),
  cookie: document.cookie,
}))()`

/** Ids, and the hash of a file. */
const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}/g
/** Where a page of the register begins: a time and an id. */
const place = /\bafter=\d+\.?/g

/** What of a person, or of what they did, a page has left where it does not belong. */
export async function findLeaks(
  { page, addresses, complaints }: ConsolePage,
  consoleUrl: string,
): Promise<string[]> {
  const { origin } = new URL(consoleUrl)
  const strange = addresses.filter((address) => !address.startsWith(origin) && !address.startsWith('blob:'))
  const numbered = addresses.filter((address) =>
    /\d{8}/.test(decodeURIComponent(address.slice(origin.length)).replaceAll(id, '').replaceAll(place, '')),
  )
  const stores: Record<string, string> = page.url().startsWith(consoleUrl)
    ? ((await page.evaluate(readStores)) as Record<string, string>)
    : {}
  const kept = Object.entries(stores).filter(([key, value]) => key !== 'disparo-language' && value !== '')
  return [
    ...complaints.map((text) => `the page says: ${text}`),
    ...strange.map((address) => `another host was asked: ${address}`),
    ...numbered.map((address) => `an address has a number: ${address}`),
    ...kept.map(([key]) => `the browser keeps ${key}`),
  ]
}
