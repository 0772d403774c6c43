import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { repositoryRoot } from './repository.js'

const NamedRef = z.object({ name: z.string(), optional: z.boolean().optional() })
const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) })

const Container = z.object({
  name: z.string(),
  image: z.string(),
  ports: z.array(z.object({ name: z.string(), containerPort: z.int() })).default([]),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  envFrom: z.array(z.object({ configMapRef: NamedRef.optional(), secretRef: NamedRef.optional() })),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  startupProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  resources: z.object({
    requests: z.record(z.string(), z.string()),
    limits: z.record(z.string(), z.string()),
  }),
  securityContext: z.record(z.string(), z.unknown()),
})

const PodTemplate = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()) }),
  spec: z.object({
    automountServiceAccountToken: z.boolean(),
    terminationGracePeriodSeconds: z.int().optional(),
    securityContext: z.record(z.string(), z.unknown()),
    containers: z.tuple([Container]),
    volumes: z.array(
      z.object({
        name: z.string(),
        configMap: z.object({ name: z.string() }).optional(),
        secret: z.object({ secretName: z.string() }).optional(),
      }),
    ),
  }),
})
type PodTemplate = z.infer<typeof PodTemplate>

/** A manifest: what all have, and the rest as it stands. */
const Manifest = z.looseObject({
  kind: z.string(),
  metadata: z.object({ name: z.string() }).optional(),
  spec: z.record(z.string(), z.unknown()).optional(),
})
type Manifest = z.infer<typeof Manifest>

const folder = join(repositoryRoot, 'deploy/kubernetes')
/** The documents of a file below deploy/kubernetes. */
export function readManifests(path: string): Manifest[] {
  const text = readFileSync(join(folder, path), 'utf8')
  return parseAllDocuments(text).map((document) => Manifest.parse(document.toJS()))
}

/** The only document of a file. */
export function readManifest(path: string): Manifest {
  const [manifest, ...others] = readManifests(path)
  if (!manifest || others.length > 0) throw new Error(`${path} must have one document`)
  return manifest
}

/** All of base/ but its kustomization. */
export const baseFiles = readdirSync(join(folder, 'base')).filter(
  (name) => name.endsWith('.yaml') && name !== 'kustomization.yaml',
)
export const base = baseFiles.flatMap((name) => readManifests(`base/${name}`))

/** What runs, by its name: Deployments, and the job that a CronJob makes. */
export const pods: ReadonlyMap<string, PodTemplate> = new Map(
  base.flatMap(({ kind, metadata, spec }) => {
    const template = kind === 'CronJob' ? dig(spec, ['jobTemplate', 'spec', 'template']) : spec?.template
    return template === undefined ? [] : [[metadata?.name ?? '', PodTemplate.parse(template)] as const]
  }),
)

/** What stands at a path, `undefined` where nothing does. */
export function dig(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value
  return typeof value === 'object' && value !== null
    ? dig((value as Record<string, unknown>)[key], rest)
    : undefined
}

/** Every value under a key of this name, however deep. */
export function everywhere(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => everywhere(entry, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, below]) => [
    ...(name === key ? [below] : []),
    ...everywhere(below, key),
  ])
}
