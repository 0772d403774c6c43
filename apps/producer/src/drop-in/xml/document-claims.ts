import { accountKeys, openRedis, withTimeout } from '@disparo/core/internal/redis'
import { type DataKeys, openSeal, type Seal } from '@disparo/core/internal/seal'
import type { XmlDispatch } from '@disparo/hi-platform/xml'

interface Claim {
  readonly account: string
  readonly identificador: string
  readonly dispatch: XmlDispatch
  /** How long it is remembered after its last use, ms. */
  readonly retentionMs: number
}

/** Remembers which document each `identificador` of an account stands for. */
export interface DocumentClaims {
  /**
   * Whether the identificador stands for this document: it is new, or came with the same one before.
   * @throws RedisUnavailableError within a second
   */
  claim(claim: Claim): Promise<boolean>
  close(): void
}

const answerMs = 900

/** Over one connection of its own, for all accounts. */
export function openDocumentClaims(redisUrl: string, dataKeys?: DataKeys): DocumentClaims {
  const redis = openRedis(redisUrl, 'producer')
  return {
    claim: ({ account, identificador, dispatch, retentionMs }) => {
      const key = `${accountKeys(account).prefix}:document:${identificador}`
      const [own, ...others] = printsOf(openSeal(account, dataKeys), dispatch)
      return withTimeout(redis, answerMs, async () => {
        if ((await redis.set(key, own, 'PX', retentionMs, 'NX')) !== null) return true
        const known = await redis.getex(key, 'PX', retentionMs)
        return known !== null && [own, ...others].includes(known)
      })
    },
    close: () => redis.disconnect(),
  }
}

/** Of what it says, not of how it is written; where there is a data key nobody can find it by trying. */
function printsOf(
  seal: Seal,
  { namespace, elementName, contacts }: XmlDispatch,
): readonly [string, ...string[]] {
  const said = JSON.stringify([
    namespace,
    elementName,
    contacts.map(({ phone, parameters }) => [phone, parameters]),
  ])
  return seal.fingerprints(said)
}
