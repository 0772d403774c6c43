import { type ByteBudgetOptions, createByteBudget } from '../../limits/byte-budget.js'
import { TooBusyError } from '../../limits/too-busy-error.js'
import { retryAfter } from '../retry-after.js'
import { XmlRefusalError } from './refusal-error.js'

/** What one body takes of the room. */
export interface BodyReservation {
  /** Whether it is large from here on: then it is worth knowing whose it is. */
  becomesLarge(bytes: number): boolean
  /** @throws XmlRefusalError 413 past what one may have, 503 past what there is */
  take(bytes: number): void
  /** It is this user's from now on. @throws XmlRefusalError 503 past what the user may have */
  belongTo(user: string): void
  release(): void
}

export interface BodyBudget {
  /** @throws XmlRefusalError 413 where the body says itself that it is too large */
  open(declaredBytes: number): BodyReservation
}

/** Takes no room: there cannot be more of these than connections. */
export const smallBytes = 64 * 1024

const retryAfterMs = 2_000
const refusal = 'Muitos envios grandes ao mesmo tempo: tente de novo em instantes'

/**
 * Bounds the memory of bodies. A form has its password in it, and the document may stand before that: as long as nobody
 * knows whose a large body is, it shares a room with others of that kind, and keeps no small one and no user out.
 */
export function createBodyBudget(largestBytes: number): BodyBudget {
  const roomFor = (bodies: Pick<ByteBudgetOptions, 'bytesInAll' | 'bytesEach'>) =>
    createByteBudget({
      ...{ refusal, retryAfterMs, bytesInAll: bodies.bytesInAll * largestBytes },
      bytesEach: bodies.bytesEach * largestBytes,
    })
  const ofNobody = roomFor({ bytesInAll: 4, bytesEach: 4 })
  const ofUsers = roomFor({ bytesInAll: 8, bytesEach: 2 })
  return {
    open: (declaredBytes) => {
      if (declaredBytes > largestBytes) throw tooLarge()
      let share = ofNobody.open('')
      let own = 0
      const largePart = () => Math.max(0, own - smallBytes)
      return {
        becomesLarge: (bytes) => own <= smallBytes && own + bytes > smallBytes,
        take: (bytes) => {
          const before = largePart()
          own += bytes
          if (own > largestBytes) throw tooLarge()
          orRefused(() => share.take(largePart() - before))
        },
        belongTo: (user) => {
          share.release()
          share = ofUsers.open(user)
          orRefused(() => share.take(largePart()))
        },
        release: () => share.release(),
      }
    },
  }
}

function orRefused(take: () => void): void {
  try {
    take()
  } catch (cause) {
    if (!(cause instanceof TooBusyError)) throw cause
    const headers = retryAfter(cause.retryAfterMs)
    throw new XmlRefusalError(503, 'outage', cause.message, { headers }, { cause })
  }
}

function tooLarge(): XmlRefusalError {
  return new XmlRefusalError(
    413,
    'size',
    'O corpo da requisição é grande demais: divida os contatos em mais envios',
  )
}
