import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { chart, renderChart } from './chart.test.support.js'
import { baseFiles, dig, everywhere, readManifest } from './manifests.test.support.js'
import { repositoryRoot } from './repository.js'

/** All of it, as it stands. */
const base = baseFiles.flatMap((name) =>
  parseAllDocuments(readFileSync(join(repositoryRoot, 'deploy/kubernetes/base', name), 'utf8')).map(
    (document) => document.toJS() as unknown,
  ),
)
const accounts = '[{ "name": "loja", "say": "\\"é\\"" }]\n'
const needed = { accounts, trustedProxies: '10.1.0.0/16, fd00::/8' }

const Named = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
const byName = (manifests: readonly unknown[]) =>
  new Map(
    manifests.map((manifest) => {
      const { kind, metadata } = Named.parse(manifest)
      return [`${kind} ${metadata.name}`, manifest] as const
    }),
  )

/** What kustomize tells all pods by a ConfigMap, the chart tells them itself. */
const literals = z
  .array(z.object({ literals: z.array(z.string()) }))
  .parse(readManifest('base/kustomization.yaml').configMapGenerator)
const settings = [
  ...literals.flatMap((map) => map.literals).map((text) => text.split('=', 2)),
  ['TRUSTED_PROXIES', needed.trustedProxies],
].map(([name = '', value = '']) => ({ name, value }))
const images = z
  .array(z.object({ name: z.string(), newTag: z.string() }))
  .parse(readManifest('base/kustomization.yaml').images)

/** A manifest with lists of variables in one order, and the settings among them. */
function comparable(manifest: unknown, isBase: boolean): unknown {
  return JSON.parse(JSON.stringify(manifest), (key, value) => {
    if (key === 'env') {
      const all = isBase ? [...value, ...settings] : value
      return all.toSorted((one: { name: string }, other: { name: string }) =>
        one.name < other.name ? -1 : 1,
      )
    }
    if (key === 'envFrom') return value.filter((from: object) => !('configMapRef' in from))
    const tag = key === 'image' && isBase && images.find(({ name }) => name === value)?.newTag
    return tag ? `${value}:${tag}` : value
  })
}

describe('the chart', () => {
  test('makes what kustomize makes, but for the accounts, which it has itself', () => {
    const [made, expected] = [byName(renderChart(needed)), byName(base)]
    expect([...made.keys()].sort()).toEqual([...expected.keys(), 'ConfigMap disparo-accounts'].sort())
    for (const [name, manifest] of expected) {
      expect([name, comparable(made.get(name), false)]).toEqual([name, comparable(manifest, true)])
    }
  })

  test('has the accounts as they were given', () => {
    const map = byName(renderChart(needed)).get('ConfigMap disparo-accounts')
    expect(dig(map, ['data', 'accounts.json'])).toBe(accounts)
  })

  test('does not render without accounts, or without the proxies', () => {
    expect(() => renderChart({ trustedProxies: 'none' })).toThrow('--set-file accounts=accounts.json')
    expect(() => renderChart({ accounts })).toThrow('trustedProxies is missing')
  })

  test('takes names of Secrets, a registry with a login, numbers and settings, and leaves its policies out', () => {
    const made = renderChart({
      ...needed,
      images: { producer: 'registry.example.com/p', tag: '9.9.9', pullSecret: 'login' },
      secrets: { redis: 'our-redis', users: 'our-users' },
      settings: { LOG_LEVEL: 'debug' },
      worker: { replicas: 5 },
      networkPolicy: { enabled: false },
    })
    const text = JSON.stringify(made)
    expect(everywhere(made, 'kind')).not.toContain('NetworkPolicy')
    expect(everywhere(made, 'image')).toContain('registry.example.com/p:9.9.9')
    expect(everywhere(made, 'imagePullSecrets')).toEqual([
      [{ name: 'login' }],
      [{ name: 'login' }],
      [{ name: 'login' }],
    ])
    expect(text).not.toMatch(/"disparo-(?:redis|users)"/)
    expect(text).toContain('{"name":"LOG_LEVEL","value":"debug"}')
    expect(everywhere(made, 'replicas')).toContain(5)
  })

  test('has no secret in it: only names of Secrets that there are', () => {
    expect(everywhere(renderChart(needed), 'kind')).not.toContain('Secret')
  })
})

const helm = (...args: string[]) => spawnSync('helm', args, { encoding: 'utf8' })
const isInstalled = helm('version').error === undefined
if (!isInstalled)
  console.warn('helm is not installed: the chart is rendered by our own reading of it, and not linted')

describe.skipIf(!isInstalled)('Helm itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chart-test-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'accounts.json')
  writeFileSync(file, accounts)
  const values = join(folder, 'values.json')
  writeFileSync(values, JSON.stringify({ trustedProxies: needed.trustedProxies }))
  const given = ['--values', values, '--set-file', `accounts=${file}`]

  test('finds nothing wrong', () => {
    const { status, stdout, stderr } = helm('lint', '--strict', chart, ...given)
    expect(status, `${stdout}${stderr}`).toBe(0)
  })

  test('renders the same', () => {
    const { status, stdout, stderr } = helm('template', 'disparo', chart, ...given)
    expect(status, stderr).toBe(0)
    const made = parseAllDocuments(stdout).flatMap((document) =>
      document.contents ? [document.toJS() as unknown] : [],
    )
    expect(byName(made)).toEqual(byName(renderChart(needed)))
  })
})
