import type { Session } from '@disparo/api'
import { createContext, use } from 'react'

/** Who is logged in, and the account that is looked at. */
export interface Signed {
  readonly session: Session
  readonly account: string
  readonly may: (role: Session['roles'][number]) => boolean
}

export const SignedContext = createContext<Signed | undefined>(undefined)

export function useSigned(): Signed {
  const signed = use(SignedContext)
  if (!signed) throw new Error('Nobody is logged in here')
  return signed
}
