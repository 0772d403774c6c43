import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { base, dig, everywhere, readManifest } from './manifests.test.support.js'
import { repositoryRoot } from './repository.js'

const scaledObject = readManifest('overlays/autoscaling/scaled-object.yaml')
const query = String(everywhere(scaledObject, 'query')[0])
const promtool = (args: readonly string[]) => spawnSync('promtool', args, { encoding: 'utf8' })

test('autoscaling never has fewer workers than the base, which keeps one while another is moved', () => {
  const workers = base.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata?.name === 'disparo-worker',
  )
  expect(scaledObject.spec?.minReplicaCount).toBe(workers?.spec?.replicas)
  expect(dig(scaledObject.spec, ['fallback', 'replicas'])).toBe(workers?.spec?.replicas)
})

test('autoscaling goes by metrics that the producer has', async () => {
  const source = await readFile(join(repositoryRoot, 'apps/producer/src/metrics/account-gauges.ts'), 'utf8')
  const named = query.match(/disparo_\w+/g) ?? []
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => !source.includes(`'${name}'`))).toEqual([])
})

test.skipIf(promtool(['--version']).status !== 0)(
  'autoscaling counts what may be sent in the next window: up to the limit, told by any number of producers, by open gates',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'autoscaling-test-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const series = (name: string, labels: string, value: number) => ({
      series: `disparo_${name}{${labels}}`,
      values: `${value}`,
    })
    const account = (name: string, { producer = 'p1', waiting = [0, 0], closed = 0 }) => {
      const labels = `account="${name}",instance="${producer}"`
      return [
        series('lane_messages', `${labels},lane="urgent",state="waiting"`, waiting[0] ?? 0),
        series('lane_messages', `${labels},lane="bulk",state="waiting"`, waiting[1] ?? 0),
        series('lane_messages', `${labels},lane="bulk",state="delayed"`, 9_999),
        series('gate_permits_max', `${labels},lane="urgent"`, 500),
        series('gate_permits_max', `${labels},lane="bulk"`, 490),
        series('gate_closed', `${labels},reason="any"`, closed),
      ]
    }
    const evaluate = (input_series: object[], value: number) => ({
      interval: '15s',
      input_series,
      promql_expr_test: [{ expr: query, eval_time: '0s', exp_samples: [{ labels: '{}', value }] }],
    })
    const tests = [
      evaluate([], 0),
      evaluate(
        [
          ...account('long', { waiting: [0, 100_000] }),
          ...account('long', { waiting: [0, 100_000], producer: 'p2' }),
          ...account('short', { waiting: [3, 4] }),
          ...account('closed', { waiting: [0, 900], closed: 1 }),
        ],
        507,
      ),
    ]
    const path = join(folder, 'query.json')
    await writeFile(path, JSON.stringify({ rule_files: [], evaluation_interval: '15s', tests }))
    const { status, stdout, stderr } = promtool(['test', 'rules', path])
    expect(status, `${stdout}${stderr}`).toBe(0)
  },
)
