import { collectDefaultMetrics, Registry } from 'prom-client'

/** Gauges whose names end like counters', which `promtool check metrics` refuses, and what only repeats others. */
const unwanted = [
  'nodejs_active_resources_total',
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
]

/** How often (ms) the event loop's lag is looked at, which it includes. Prom-client's own 10 ms keep a core busy by a hundredth. */
const lagEveryMs = 100

/**
 * A registry of this process's own, to be passed on: nothing is kept in prom-client's global one. It has the process's
 * and Node's figures (CPU, memory, event loop lag, garbage collection) under their usual names.
 */
export function openRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: lagEveryMs })
  for (const name of unwanted) registry.removeSingleMetric(name)
  return registry
}
