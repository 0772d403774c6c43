/** What the apps' metrics have in common: the registry, who may scrape it, labels that stay few, and what both count. */
export { MetricsToken, mayScrape } from './metrics-token.js'
export { openRegistry } from './open-registry.js'
export { reasonLabel, reasonLabels } from './reason-label.js'
export { openStatusCounter } from './status-counter.js'
export { watchRedis } from './watch-redis.js'
