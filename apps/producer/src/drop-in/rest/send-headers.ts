import type { SendOptions } from '@disparo/core'
import { Lane, Moment } from '@disparo/core/internal/message'
import { z } from 'zod'
import { invalidParameters } from './refusal-error.js'

const SendHeaders = z.object({
  'idempotency-key': z.string().min(1).max(200).optional(),
  'x-disparo-lane': z.enum(Lane.options).optional(),
  'x-disparo-expires-at': Moment.optional(),
})

const rules: Readonly<Record<string, { readonly path: string; readonly rule: string }>> = {
  'idempotency-key': { path: 'Idempotency-Key', rule: 'deve ter de 1 a 200 caracteres' },
  'x-disparo-lane': { path: 'X-Disparo-Lane', rule: 'deve ser urgent ou bulk' },
  'x-disparo-expires-at': {
    path: 'X-Disparo-Expires-At',
    rule: 'deve ser um momento futuro em ISO 8601 com fuso, como 2026-11-27T18:00:00-03:00',
  },
}

/**
 * The headers that a program may add to say how its message is to be treated; Hi Platform has none of them.
 * @throws RefusalError naming every bad one
 */
export function readSendHeaders(headers: Readonly<Record<string, unknown>>, now: number): SendOptions {
  const parsed = SendHeaders.safeParse(headers)
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0]))
  const expiresAt = parsed.data?.['x-disparo-expires-at']
  if (expiresAt && expiresAt.getTime() <= now) wrong.push('x-disparo-expires-at')
  if (!parsed.success || wrong.length > 0) {
    throw invalidParameters(wrong.flatMap((name) => rules[name] ?? []))
  }
  return { key: parsed.data['idempotency-key'], lane: parsed.data['x-disparo-lane'], expiresAt }
}
