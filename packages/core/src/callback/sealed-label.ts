import type { Seal } from '../seal/index.js'
import type { CallbackBody } from './callback-body.js'

/** A callback as it waits in Redis: the label is what somebody wrote, and may tell of a person. */
export function sealLabel(seal: Seal, body: CallbackBody): CallbackBody {
  return withLabel(body, (label) => seal.seal('label', body.data.id, label))
}

/**
 * A callback as it goes out.
 * @throws DataKeyMissingError
 * @throws BrokenSealError
 */
export function openLabel(seal: Seal, body: CallbackBody): CallbackBody {
  return withLabel(body, (label) => seal.open('label', body.data.id, label))
}

function withLabel(body: CallbackBody, change: (label: string) => string): CallbackBody {
  const { externalLabel } = body.data
  if (externalLabel === undefined) return body
  return { ...body, data: { ...body.data, externalLabel: change(externalLabel) } }
}
