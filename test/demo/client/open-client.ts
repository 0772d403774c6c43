import type { StackOptions } from '../../stack/stack.js'
import type { Stack } from '../../stack/start-stack.js'
import { openApiClient } from './api.js'
import type { DemoClient } from './client.js'
import { openRestClient } from './rest.js'
import { openXmlDropIn } from './xml.js'

export type Via = 'api' | 'rest' | 'xml'

/** What an account needs for a door: by XML it is sent through the XML integration, too. */
export const accountFor: Readonly<Record<Via, NonNullable<StackOptions['account']>>> = {
  api: {},
  rest: {},
  // No code is known by its document to be one: a document of one contact goes first.
  xml: { transport: 'xml', defaultLane: 'urgent' },
}

/** @param count - rows of the campaign; default: all */
export function openClient(via: Via, stack: Stack, say: (line: string) => void, count?: number): DemoClient {
  if (via === 'rest') return openRestClient(stack, count)
  return via === 'xml' ? openXmlDropIn(stack, say, count) : openApiClient(stack, count)
}
