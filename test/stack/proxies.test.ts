import { spawnSync } from 'node:child_process'
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { base, dig, readManifest } from './manifests.test.support.js'
import { repositoryRoot } from './repository.js'

const folder = join(repositoryRoot, 'deploy/kubernetes')
const kubectl = (args: readonly string[]) => spawnSync('kubectl', args, { encoding: 'utf8' })
const canRender = kubectl(['kustomize', '--help']).status === 0

/** The overlay that the base shows in its comment, with the lines that are changed for a test. */
async function overlay(change: (text: string) => string): Promise<string> {
  const text = await readFile(join(folder, 'base/kustomization.yaml'), 'utf8')
  const shown = text.split('\n').filter((line) => line.startsWith('#   '))
  expect(shown.length).toBeGreaterThan(5)
  return change(shown.map((line) => line.slice(4)).join('\n'))
}

/** What kustomize makes of an overlay beside a copy of base/. */
async function render(change: (text: string) => string = (text) => text, proxies = '10.1.0.0/16, fd00::/8') {
  const copy = await mkdtemp(join(tmpdir(), 'kustomize-test-'))
  onTestFinished(() => rm(copy, { recursive: true }))
  await cp(folder, copy, { recursive: true })
  await mkdir(join(copy, 'own'))
  await writeFile(join(copy, 'own/kustomization.yaml'), await overlay(change))
  await copyFile(join(folder, 'accounts.example.json'), join(copy, 'own/accounts.json'))
  const example = await readFile(join(folder, 'proxies.example.yaml'), 'utf8')
  await writeFile(
    join(copy, 'own/proxies.yaml'),
    example.replace(/TRUSTED_PROXIES: .*/, `TRUSTED_PROXIES: "${proxies}"`),
  )
  const { status, stdout, stderr } = kubectl(['kustomize', join(copy, 'own')])
  return { status, stderr, made: parseAllDocuments(stdout).map((document) => document.toJS() as unknown) }
}

const Settings = z.object({ kind: z.literal('ConfigMap'), data: z.record(z.string(), z.string()) })

/** The settings that producer and doctor are given. */
function settingsIn(made: readonly unknown[]) {
  return made.flatMap((manifest) => {
    const name = String(dig(manifest, ['metadata', 'name']))
    return /^disparo-settings-\w+$/.test(name) ? [Settings.parse(manifest).data] : []
  })
}

test('the base takes TRUSTED_PROXIES from a ConfigMap that it does not have', () => {
  const { kind, replacements } = readManifest('base/kustomization.yaml')
  // Of a base, kustomize resolves this before there is an overlay.
  expect(kind).toBe('Component')
  expect(replacements).toEqual([
    {
      source: { kind: 'ConfigMap', name: 'disparo-proxies', fieldPath: 'data.TRUSTED_PROXIES' },
      targets: [
        {
          select: { kind: 'ConfigMap', name: 'disparo-settings' },
          fieldPaths: ['data.TRUSTED_PROXIES'],
          options: { create: true },
        },
      ],
    },
  ])
  expect(base.filter(({ kind }) => kind === 'ConfigMap')).toEqual([])
  const example = readManifest('proxies.example.yaml')
  expect(example).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'disparo-proxies' } })
  expect(dig(example, ['data', 'TRUSTED_PROXIES'])).toMatch(/^replace-me/)
})

test.skipIf(!canRender).each([
  ['base', (text: string) => text],
  ['autoscaling', (text: string) => text.replace('../base', '../overlays/autoscaling')],
])('an overlay of %s renders with its proxies, which the programs are told', async (_title, change) => {
  const { status, stderr, made } = await render(change)
  expect(status, stderr).toBe(0)
  expect(settingsIn(made)).toMatchObject([{ TRUSTED_PROXIES: '10.1.0.0/16, fd00::/8' }])
  expect(made.filter((manifest) => dig(manifest, ['metadata', 'name']) === 'disparo-proxies')).toEqual([])
})

test.skipIf(!canRender).each([
  ['base', (text: string) => text],
  ['autoscaling', (text: string) => text.replace('../base', '../overlays/autoscaling')],
])(
  'an overlay of %s without proxies does not render, and is told what is missing',
  async (_title, change) => {
    const { status, stderr } = await render((text) => change(text.replace('resources: [proxies.yaml]\n', '')))
    expect(status).not.toBe(0)
    expect(stderr).toContain('TRUSTED_PROXIES')
  },
)

test.skipIf(!canRender)('who has no proxy says so', async () => {
  const { status, made } = await render((text) => text, 'none')
  expect(status).toBe(0)
  expect(settingsIn(made)).toMatchObject([{ TRUSTED_PROXIES: 'none' }])
})
