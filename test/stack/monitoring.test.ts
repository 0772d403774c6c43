import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { everywhere } from './manifests.test.support.js'
import { repositoryRoot } from './repository.js'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')

const Mount = z.union([
  z.string(),
  z.object({ type: z.literal('bind'), source: z.string(), target: z.string(), read_only: z.literal(true) }),
])
const Service = z.looseObject({
  profiles: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.unknown()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(Mount).default([]),
})
const { services, volumes } = z
  .object({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(read('docker-compose.yml'), { merge: true }))
const watching = Object.entries(services).filter(([, { profiles }]) => profiles.includes('monitoring'))

/** What `${NAME:-default}` is where nobody says otherwise. */
const byDefault = (text: string) => text.replace(/\$\{[A-Z_]+:-(.*?)\}/g, '$1')

/** Where a path in a service's container is in the repository; what is in none of its mounts is `undefined`. */
function sourceOf(service: string, path: string): string | undefined {
  for (const mount of services[service]?.volumes ?? []) {
    if (typeof mount === 'string') continue
    const { source, target } = mount
    if (path === target) return byDefault(source)
    if (path.startsWith(`${target}/`)) return join(byDefault(source), path.slice(target.length + 1))
  }
  return undefined
}
const isThere = (path: string | undefined) => path !== undefined && existsSync(join(repositoryRoot, path))

describe('the profile monitoring', () => {
  test('brings Prometheus, Alertmanager and Grafana, for this machine alone', () => {
    expect(watching.map(([name]) => name)).toEqual(['prometheus', 'alertmanager', 'grafana'])
    for (const [, { ports }] of watching) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test.each(watching)('%s mounts what is there', (_name, service) => {
    for (const mount of service.volumes) {
      if (typeof mount === 'string') expect(Object.keys(volumes)).toContain(mount.split(':')[0])
      else expect([mount.source, isThere(byDefault(mount.source))]).toEqual([mount.source, true])
    }
  })

  test('has Grafana refuse to start without a password, and say which variable is missing', () => {
    const { entrypoint, environment } = services.grafana ?? Service.parse({})
    expect(environment.GF_SECURITY_ADMIN_PASSWORD).toMatch(/^\$\{GRAFANA_PASSWORD:-\}$/)
    expect(Object.keys(environment).filter((name) => name.startsWith('GF_AUTH'))).toEqual([])
    const [shell = '', ...args] = entrypoint.map((text) =>
      text.replaceAll('$$', '$').replace('/run.sh', 'true'),
    )
    const start = (password: string) =>
      spawnSync(shell, args, { env: { GF_SECURITY_ADMIN_PASSWORD: password }, encoding: 'utf8' })
    expect(start('')).toMatchObject({ status: 1, stderr: expect.stringContaining('GRAFANA_PASSWORD') })
    expect(start('a-password')).toMatchObject({ status: 0, stderr: '' })
  })
})

describe('what is provisioned', () => {
  test('Grafana asks the Prometheus of the same file, at the port it listens at', () => {
    const folder = sourceOf('grafana', '/etc/grafana/provisioning') ?? ''
    const { datasources } = parse(read(join(folder, 'datasources/prometheus.yml')))
    expect(datasources).toMatchObject([{ type: 'prometheus', isDefault: true }])
    const { hostname, port } = new URL(datasources[0].url)
    expect(Object.keys(services)).toContain(hostname)
    expect(services[hostname]?.ports.map((text) => text.split(':').at(-1))).toEqual([port])
  })

  test('Grafana finds the dashboard where it looks for dashboards, and no sources but Prometheus in it', () => {
    const folder = sourceOf('grafana', '/etc/grafana/provisioning') ?? ''
    const { providers } = parse(read(join(folder, 'dashboards/disparo.yml')))
    const [place] = everywhere(providers, 'path').map(String)
    const dashboard = sourceOf('grafana', `${place}/disparo.json`)
    expect(isThere(dashboard)).toBe(true)
    const types = everywhere(JSON.parse(read(dashboard ?? '')), 'datasource').flatMap((source) =>
      everywhere(source, 'type'),
    )
    expect([...new Set(types)].filter((type) => type !== 'grafana')).toEqual(['prometheus'])
    // Grafana takes each file there for a provider, or a source.
    for (const kind of ['datasources', 'dashboards']) {
      expect(readdirSync(join(repositoryRoot, folder, kind))).toHaveLength(1)
    }
  })

  test('Prometheus has its rules and its token where it reads them, and sends alerts to the Alertmanager of the same file', () => {
    const { rule_files, alerting, scrape_configs } = parse(read('deploy/prometheus/prometheus.yml'))
    const config = '/etc/prometheus/prometheus.yml'
    expect(sourceOf('prometheus', config)).toBe('./deploy/prometheus/prometheus.yml')
    const named = [...rule_files.map((file: string) => join(dirname(config), file))]
    for (const file of [...named, ...everywhere(scrape_configs, 'credentials_file').map(String)]) {
      expect([file, isThere(sourceOf('prometheus', file))]).toEqual([file, true])
    }
    expect(everywhere(alerting, 'names')).toEqual([['alertmanager']])
    const listens = services.alertmanager?.ports.map((text) => Number(text.split(':').at(-1)))
    expect(everywhere(alerting, 'port')).toEqual(listens)
  })

  test('Alertmanager routes to receivers that there are, and tells nobody by default', () => {
    const path = sourceOf('alertmanager', '/etc/alertmanager/alertmanager.yml')
    const { route, receivers, inhibit_rules } = parse(read(path ?? ''))
    expect(receivers).toEqual([{ name: route.receiver }])
    const alerts = read('deploy/prometheus/alerts.yml')
    for (const matcher of everywhere(inhibit_rules, 'source_matchers').flat()) {
      expect(alerts).toContain(`alert: ${String(matcher).split(' = ')[1]}\n`)
    }
  })
})

/** Checks a file by the program of those who read it, where that is installed. */
function checkWith(program: string, debian: string, run: (path: string) => string[]) {
  const isInstalled = spawnSync(program, ['--version']).error === undefined
  if (!isInstalled)
    console.warn(`${program} is not installed (Debian: apt install ${debian}): its check is skipped`)
  test.skipIf(!isInstalled)(`${program} finds nothing wrong`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'monitoring-test-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await cp(join(repositoryRoot, 'deploy/prometheus'), folder, { recursive: true })
    const config = await readFile(join(folder, 'prometheus.yml'), 'utf8')
    await writeFile(join(folder, 'metrics-token'), 'a-token-for-tests')
    await writeFile(join(folder, 'prometheus.yml'), config.replaceAll('/etc/prometheus/', `${folder}/`))
    const { status, stdout, stderr } = spawnSync(program, run(folder), { encoding: 'utf8' })
    expect(status, `${stdout}${stderr}`).toBe(0)
  })
}

describe('checked by its own programs', () => {
  checkWith('promtool', 'prometheus', (folder) => ['check', 'config', join(folder, 'prometheus.yml')])
  checkWith('amtool', 'prometheus-alertmanager', (folder) => [
    'check-config',
    join(folder, 'alertmanager.yml'),
  ])
})
