import { retryAfter } from '../retry-after.js'
import { XmlRefusalError } from './refusal-error.js'

export interface BodyRoomOptions {
  /** The largest body. */
  readonly bytesEach: number
  /** Of all bodies at the same time. */
  readonly bytesInAll: number
}

/** What one body takes of the room. */
export interface BodyShare {
  /** @throws XmlRefusalError 413 past what one may have, 503 past what there is */
  take(bytes: number): void
  release(): void
}

export interface BodyRoom {
  /** @throws XmlRefusalError 413 where the body says itself that it is too large */
  open(declaredBytes: number): BodyShare
}

const comeBackMs = 2_000

/**
 * Bounds the memory of bodies that are read before it is known whose they are: a form has its password in it, and
 * the document may stand before that. Bytes count as they arrive, so that who only announces many keeps nobody out.
 */
export function createBodyRoom({ bytesEach, bytesInAll }: BodyRoomOptions): BodyRoom {
  let used = 0
  return {
    open: (declaredBytes) => {
      if (declaredBytes > bytesEach) throw tooLarge()
      let own = 0
      return {
        take: (bytes) => {
          own += bytes
          used += bytes
          if (own > bytesEach) throw tooLarge()
          if (used > bytesInAll) throw noRoom()
        },
        release: () => {
          used -= own
          own = 0
        },
      }
    },
  }
}

function tooLarge(): XmlRefusalError {
  return new XmlRefusalError(
    413,
    'size',
    'O corpo da requisição é grande demais: divida os contatos em mais envios',
  )
}

function noRoom(): XmlRefusalError {
  const message = 'Muitos envios grandes ao mesmo tempo: tente de novo em instantes'
  return new XmlRefusalError(503, 'outage', message, { headers: retryAfter(comeBackMs) })
}
