import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadAccounts } from '@disparo/core/internal/account'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  base,
  baseFiles,
  dig,
  everywhere,
  pods,
  readManifest,
  readManifests,
} from './manifests.test.support.js'
import { repositoryRoot } from './repository.js'

const kustomization = readManifest('base/kustomization.yaml')
const overlay = readManifest('overlays/autoscaling/kustomization.yaml')
const scaledObject = readManifest('overlays/autoscaling/scaled-object.yaml')
const podMonitor = readManifest('overlays/autoscaling/pod-monitor.yaml')
const secrets = readManifests('secrets.example.yaml')
const read = (path: string) => readFile(join(repositoryRoot, path), 'utf8')

const Generator = z.object({
  name: z.string(),
  literals: z.array(z.string()).default([]),
  files: z.array(z.string()).default([]),
})
const generated = z.array(Generator).parse(kustomization.configMapGenerator)
const settings = new Map(
  generated.flatMap(({ literals }) => literals.map((text) => text.split('=', 2) as [string, string])),
)
/** Every overlay has its own. */
const ofOverlay = 'disparo-accounts'
const Paths = z.array(z.string())
const Labels = z.record(z.string(), z.string())
const Expressions = z.array(
  z.object({ key: z.string(), operator: z.literal('In'), values: z.array(z.string()) }),
)

/** Which pods a selector finds. */
function found(selector: unknown): string[] {
  const expressions = Expressions.parse(dig(selector, ['matchExpressions']) ?? [])
  const wanted = Labels.parse(dig(selector, ['matchLabels']) ?? (expressions.length > 0 ? {} : selector))
  return [...pods].flatMap(
    ([
      name,
      {
        metadata: { labels },
      },
    ]) => {
      const isIt =
        Object.entries(wanted).every(([key, value]) => labels[key] === value) &&
        expressions.every(({ key, values }) => values.includes(labels[key] ?? ''))
      return isIt ? [name] : []
    },
  )
}

const portsOf = (name: string) => pods.get(name)?.spec.containers[0].ports.map((port) => port.name) ?? []
const environmentOf = (name: string) => {
  const own = pods.get(name)?.spec.containers[0].env ?? []
  return new Map([...settings, ...own.map(({ name, value }) => [name, value] as const)])
}

test('kustomize is told of every file, and each it is told of is there', () => {
  expect([...Paths.parse(kustomization.resources)].sort()).toEqual([...baseFiles].sort())
  expect(overlay.components).toEqual(['../../base'])
  const added = Paths.parse(overlay.resources)
  for (const path of added) expect(() => readManifest(`overlays/autoscaling/${path}`)).not.toThrow()
})

describe('selectors', () => {
  test('of Deployments find their own pods, and no others', () => {
    const deployments = base.filter(({ kind }) => kind === 'Deployment')
    expect(deployments).toHaveLength(2)
    for (const { metadata, spec } of deployments) expect(found(spec?.selector)).toEqual([metadata?.name])
  })

  test.each([
    ['Service', 'disparo-producer', ['disparo-producer']],
    ['PodDisruptionBudget', 'disparo-producer', ['disparo-producer']],
    ['PodDisruptionBudget', 'disparo-worker', ['disparo-worker']],
    ['NetworkPolicy', 'disparo-producer', ['disparo-producer']],
    ['NetworkPolicy', 'disparo-worker', ['disparo-worker', 'disparo-doctor']],
    ['PodMonitor', 'disparo', ['disparo-producer', 'disparo-worker', 'disparo-doctor']],
  ])('of the %s %s find what they are for', (kind, name, expected) => {
    const it = [...base, podMonitor].find((each) => each.kind === kind && each.metadata?.name === name)
    expect(found(it?.spec?.selector ?? it?.spec?.podSelector).sort()).toEqual([...expected].sort())
  })

  test('of KEDA and the patch name the Deployment of the workers', () => {
    expect(dig(scaledObject.spec, ['scaleTargetRef', 'name'])).toBe('disparo-worker')
    expect(everywhere(overlay.patches, 'target')).toEqual([{ kind: 'Deployment', name: 'disparo-worker' }])
  })
})

describe('ports', () => {
  test.each(['disparo-producer', 'disparo-worker'])('of the probes of %s are there', (name) => {
    const container = pods.get(name)?.spec.containers[0]
    const { startupProbe, readinessProbe, livenessProbe } = container ?? {}
    const probes = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.httpGet)
    expect(probes.map((probe) => probe?.path)).toEqual(['/healthz', '/readyz', '/healthz'])
    for (const probe of probes) expect(portsOf(name)).toContain(probe?.port)
  })

  test('are those that the programs are told to listen at', () => {
    const listened = { 'disparo-producer': 'PORT', 'disparo-worker': 'HEALTH_PORT' }
    for (const [name, variable] of Object.entries(listened)) {
      const ports = pods.get(name)?.spec.containers[0].ports.map(({ containerPort }) => String(containerPort))
      expect(ports).toEqual([environmentOf(name).get(variable)])
    }
  })

  test('that the Service, the policies and the monitor name are there', () => {
    const service = base.find(({ kind }) => kind === 'Service')
    expect(everywhere(service, 'targetPort')).toEqual(['http'])
    const opened = base.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec?.ingress)
    expect(opened.map((ingress) => everywhere(ingress, 'port'))).toEqual([['http'], ['health']])
    expect(everywhere(podMonitor, 'port')).toEqual(['http', 'health'])
    expect([portsOf('disparo-producer'), portsOf('disparo-worker')]).toEqual([['http'], ['health']])
  })
})

describe('what pods are given', () => {
  test.each([...pods])('%s refers to ConfigMaps and Secrets that there are', (_name, { spec }) => {
    const [{ envFrom }] = spec.containers
    const maps = [
      ...envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
      ...spec.volumes.flatMap(({ configMap }) => configMap?.name ?? []),
    ]
    const hidden = [
      ...envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []),
      ...spec.volumes.flatMap(({ secret }) => secret?.secretName ?? []),
    ]
    const known = secrets.map(({ metadata }) => metadata?.name)
    expect(maps.filter((name) => !generated.some((map) => map.name === name) && name !== ofOverlay)).toEqual(
      [],
    )
    expect(hidden.filter((name) => !known.includes(name))).toEqual([])
  })

  test.each([...pods])('%s mounts the volumes it has', (_name, { spec }) => {
    const mounted = spec.containers[0].volumeMounts.map(({ name }) => name)
    expect(mounted.sort()).toEqual(spec.volumes.map(({ name }) => name).sort())
  })

  test.each([...pods])('%s finds its files where they are mounted', (name, { spec }) => {
    const places = spec.containers[0].volumeMounts.map(({ mountPath }) => mountPath)
    const files = [...environmentOf(name)]
      .filter(([, value]) => value.startsWith('/'))
      .map(([, value]) => value)
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(places).toContain(file.slice(0, file.lastIndexOf('/')))
  })

  test.each([...pods])('%s is told nothing but variables that there are', async (name) => {
    const documented = await read('docs/configuration.md')
    const told = [...environmentOf(name).keys()]
    expect(told.filter((variable) => !documented.includes(`\`${variable}\``))).toEqual([])
  })

  test('the Secrets have what the accounts take from the environment', async () => {
    const accounts = await loadAccounts({
      DISPARO_ACCOUNTS: join(repositoryRoot, 'deploy/kubernetes/accounts.example.json'),
    })
    const named = everywhere(accounts, 'env')
    const given = secrets.flatMap(({ stringData }) => Object.keys(stringData as object))
    expect(named.length).toBeGreaterThan(0)
    expect(given).toEqual(expect.arrayContaining(named))
  })
})

describe('a pod', () => {
  test.each([...pods])('%s has no rights, and can write nowhere but where it should', (_name, { spec }) => {
    const [{ securityContext, resources }] = spec.containers
    expect(spec.automountServiceAccountToken).toBe(false)
    expect(spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect([Object.keys(resources.requests), Object.keys(resources.limits)]).toEqual([
      ['cpu', 'memory'],
      ['memory'],
    ])
  })

  test.each(['disparo-producer', 'disparo-worker'])('%s is given the time it takes to stop', (name) => {
    const environment = environmentOf(name)
    const ms = ['SHUTDOWN_DRAIN_MS', 'SHUTDOWN_DEADLINE_MS'].map((each) => Number(environment.get(each) ?? 0))
    const [drainMs = 0, deadlineMs = 0] = ms
    expect(deadlineMs).toBeGreaterThan(0)
    // A worker takes 2 s beyond its deadline to settle what it has cut off.
    const seconds = pods.get(name)?.spec.terminationGracePeriodSeconds ?? 0
    expect(seconds * 1_000).toBeGreaterThan(drainMs + deadlineMs + 2_000)
  })

  test.each([...pods])(
    '%s has an image that the Dockerfile makes, of this version',
    async (_name, { spec }) => {
      const [{ image }] = spec.containers
      expect(await read('Dockerfile')).toContain(` AS ${image.replace('disparo-', '')}\n`)
      const { version } = JSON.parse(await read('package.json')) as { version: string }
      expect(kustomization.images).toContainEqual({ name: image, newTag: version })
    },
  )
})
