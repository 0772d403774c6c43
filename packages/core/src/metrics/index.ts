/** What the apps' metrics have in common: the registry, who may scrape it, and labels that stay few. */
export { MetricsToken, mayScrape } from './metrics-token.js'
export { openRegistry } from './open-registry.js'
export { reasonLabel } from './reason-label.js'
export { watchRedis } from './watch-redis.js'
