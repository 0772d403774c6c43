// Prints docs/metrics.md, made of what the programs register: node scripts/print-metrics.mjs > docs/metrics.md
import { openProducerMetrics } from '../apps/producer/dist/metrics/producer-metrics.js'
import { registerAccountGauges } from '../apps/producer/dist/metrics/register-account-gauges.js'
import { registerServedGauges } from '../apps/producer/dist/metrics/served-gauges.js'
import { openWorkerMetrics } from '../apps/worker/dist/metrics/worker-metrics.js'
import { openAccountsMetrics } from '../packages/service/dist/accounts/index.js'
import { openRegistry, watchRedis } from '../packages/service/dist/metrics/index.js'
import { codes, markdownTable } from './markdown-table.mjs'

/** What gauges, which have no series before somebody asks Redis, can say besides. */
const further = { reason: ['none'], result: ['matched', 'unmatched'] }
/** What a label can be, where no series is there before something happens. */
const described = {
  account: 'the name of an account',
  state: '`waiting`, `delayed`, `active`',
  kind: '`configured`, `in-force`, `announced`',
  field: 'the field of the report that differs, or `none`',
  by: '`worker`, `producer`',
  source: '`http` (one message), `batch`',
  method: 'the method, or `any` for no route of ours',
  route: "the route's template, never a URL, or `unknown`",
}

const [producer, worker] = [openRegistry(), openRegistry()]
openProducerMetrics(producer)
registerAccountGauges(producer, async () => [])
registerServedGauges(producer, async () => [])
openWorkerMetrics(worker).account('loja')
const told = await valuesOfSeries()
for (const registry of [producer, worker]) {
  openAccountsMetrics(registry)
  watchRedis(registry, undefined)
}
const own = (registry) => registry.getMetricsAsArray().filter(({ name }) => name.startsWith('disparo_'))
const [ofProducer, ofWorker] = [own(producer), own(worker)]
const isIn = (metrics, { name }) => metrics.some((metric) => metric.name === name)
const both = ofProducer.filter((metric) => isIn(ofWorker, metric))
const labels = valuesOfLabels()

console.log(`# Metrics

For operators who make alerts and dashboards: everything that \`/metrics\` of producer and worker tells.

Both answer Prometheus where \`METRICS_TOKEN\` is set, the worker on its \`HEALTH_PORT\`. The rules are [alerts.yml](../deploy/prometheus/alerts.yml), the dashboard
[disparo.json](../deploy/grafana/disparo.json); what to do when an alert fires is in [operations.md](operations.md#alerts). Every producer tells the same gauges of
an account: take \`max by (account)\` of them, and \`sum\` of counters. Nothing here names a message or a person. Process and Node.js have their usual \`process_…\` and
\`nodejs_…\` besides. This page is printed by \`scripts/print-metrics.mjs\`.

## Both programs

${tableOf(both)}

## Producer

${tableOf(ofProducer.filter((metric) => !isIn(both, metric)))}

## Worker

${tableOf(ofWorker.filter((metric) => !isIn(both, metric)))}

## Labels

${markdownTable(['label', 'values'], labels)}`)

function tableOf(metrics) {
  const rows = metrics.map((metric) => [
    `\`${metric.name}\``,
    metric.type,
    codes(metric.labelNames),
    unitOf(metric),
    metric.help,
  ])
  return markdownTable(['metric', 'type', 'labels', 'unit', 'what it tells'], rows)
}

function unitOf({ name, help }) {
  if (/_seconds(_total)?$/.test(name)) return 'seconds'
  return help.startsWith('Whether') ? '1 or 0' : 'number'
}

async function valuesOfSeries() {
  const found = new Map()
  for (const { values } of await worker.getMetricsAsJSON()) {
    for (const [label, value] of values.flatMap((each) => Object.entries(each.labels))) {
      found.set(label, (found.get(label) ?? new Set()).add(value))
    }
  }
  return found
}

/** Those of the series that are there from the start; what has none is described above. */
function valuesOfLabels() {
  const names = new Set([...ofProducer, ...ofWorker].flatMap(({ labelNames }) => labelNames))
  return [...names].toSorted().map((name) => {
    const values = [...(told.get(name) ?? []), ...(further[name] ?? [])]
    const said = described[name] ?? (told.has(name) ? codes(values) : undefined)
    if (said === undefined) throw new Error(`Nobody says what the label ${name} can be`)
    return [`\`${name}\``, said]
  })
}
