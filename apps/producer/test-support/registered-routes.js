import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Fastify tells of each app there, before it has a route ("Diagnostics channel" in its reference of hooks). */
const channel = 'fastify.initialization'
/** Makes an app, and tells which routes it has come to have; HEAD is where GET is. */
export async function withRoutes(make) {
  const routes = []
  const watch = (told) => {
    const { fastify } = told
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
//# sourceMappingURL=registered-routes.js.map
