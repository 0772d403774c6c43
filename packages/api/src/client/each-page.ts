/** A page of a numbered list: `next` is absent on the last one. */
interface Page {
  readonly next?: number | undefined
}

/**
 * The pages of a list, one after the other and never two in memory: `for await (const { messages } of eachPage((after) =>
 * client.getBatchMessages({ params, query: { after, limit: 1000 } })))`.
 */
export async function* eachPage<Of extends Page>(ask: (after: number) => Promise<Of>): AsyncGenerator<Of> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Of = await ask(after)
    yield page
    // A page that leads back would never end.
    after = page.next !== undefined && page.next > after ? page.next : undefined
  }
}
