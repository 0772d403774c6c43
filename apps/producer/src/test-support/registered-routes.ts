import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Role } from '@disparo/service/users'
import type { FastifyInstance } from 'fastify'

export interface RegisteredRoute {
  readonly method: string
  readonly url: string
  readonly role?: Role | undefined
}

/** Fastify tells of each app there, before it has a route ("Diagnostics channel" in its reference of hooks). */
const channel = 'fastify.initialization'

/** Makes an app, and tells which routes it has come to have; HEAD is where GET is. */
export async function withRoutes<T>(make: () => Promise<T>): Promise<{ made: T; routes: RegisteredRoute[] }> {
  const routes: RegisteredRoute[] = []
  const watch = (told: unknown) => {
    const { fastify } = told as { readonly fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url, config }) => {
      for (const each of [method].flat())
        if (each !== 'HEAD') routes.push({ method: each, url, role: config?.role })
    })
  }
  subscribe(channel, watch)
  try {
    return { made: await make(), routes }
  } finally {
    unsubscribe(channel, watch)
  }
}
