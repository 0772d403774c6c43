import { z } from 'zod'
import { operation } from '../operation/index.js'

export const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })
export type Health = z.infer<typeof Health>

/** Open to everybody. */
export const healthOperations = {
  health: operation({
    method: 'GET',
    path: '/healthz',
    tag: 'health',
    summary: 'The process is up',
    responses: { 200: Health },
    problems: [],
  }),

  readiness: operation({
    method: 'GET',
    path: '/readyz',
    tag: 'health',
    summary: 'Redis takes writes, and the process is not about to end',
    responses: { 200: Health },
    problems: ['storage-unavailable', 'closing'],
  }),
} as const
