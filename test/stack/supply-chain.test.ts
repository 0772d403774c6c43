import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { REDIS_IMAGE } from './container-redis.js'
import { everywhere } from './manifests.test.support.js'
import { repositoryRoot } from './repository.js'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')
const byDigest = /^[a-z0-9./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/

const workflows = readdirSync(join(repositoryRoot, '.github/workflows')).map(
  (name) => [name, read(`.github/workflows/${name}`)] as const,
)

describe('workflows', () => {
  test.each(workflows)('%s takes actions by their commit, with the version beside it', (_name, text) => {
    const used = everywhere(parse(text), 'uses').map(String)
    expect(used.length).toBeGreaterThan(0)
    for (const action of used) expect(action).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/)
    const lines = text.split('\n').filter((line) => line.includes('uses:'))
    for (const line of lines) expect(line).toMatch(/ # v\d+\.\d+\.\d+$/)
  })

  test.each(workflows)('%s may read the sources, and what more a job may, it says itself', (_name, text) => {
    expect(parse(text).permissions).toEqual({ contents: 'read' })
  })

  const { env, jobs } = parse(read('.github/workflows/release.yml'))
  const runOf = (job: unknown) => everywhere(job, 'run').join('\n')

  test('a release gives images an SBOM and provenance, by tools that are pinned, and signs what it pushed', () => {
    expect(env.BUILDKIT_IMAGE).toMatch(byDigest)
    expect(env.SBOM_GENERATOR).toMatch(byDigest)
    const images = runOf(jobs.images)
    expect(images).toContain('--driver-opt "image=$BUILDKIT_IMAGE"')
    expect(images).toContain('--attest type=provenance,mode=max')
    expect(images).toContain('--attest "type=sbom,generator=$SBOM_GENERATOR"')
    expect(images).toMatch(/cosign sign --yes --recursive "\$image@\$\(jq .*containerimage\.digest/)
    expect(jobs.images.strategy.matrix.target).toEqual(['producer', 'worker', 'sandbox'])
  })

  test('a release publishes every package that can be made, with an SBOM and provenance, and without a token', () => {
    const packages = runOf(jobs.packages)
    expect(packages).toContain('packages/*/make-package.mjs apps/*/make-package.mjs')
    expect(packages).toContain('npm sbom')
    expect(packages).toMatch(/npm publish .* --access public --provenance/)
    expect(everywhere(jobs.packages, 'uses').join('\n')).toContain('actions/attest-build-provenance@')
    expect(read('.github/workflows/release.yml')).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/)
  })

  test('a release asks for no right that it does not need, and nothing leaves before all tests have passed', () => {
    const { test: tested, images, packages } = jobs
    expect(tested.permissions).toBeUndefined()
    expect(images.permissions).toEqual({ contents: 'read', packages: 'write', 'id-token': 'write' })
    expect(packages.permissions).toEqual({
      contents: 'write',
      'id-token': 'write',
      attestations: 'write',
    })
    for (const job of [images, packages]) expect(job.needs).toBe('test')
    for (const command of ['npm test', 'npm run test:pack', 'npm run test:chaos']) {
      expect(everywhere(tested, 'run')).toContain(command)
    }
  })
})

const Service = z.looseObject({
  image: z.string().optional(),
  build: z.unknown().optional(),
  user: z.string().optional(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  mem_limit: z.string(),
})
const Compose = z.looseObject({ services: z.record(z.string(), z.unknown()) })
const { services } = Compose.parse(parse(read('docker-compose.yml'), { merge: true }))

/** What `${NAME:-default}` is where nobody says otherwise. */
const defaultOf = (text: string) => text.replace(/^\$\{[A-Z_]+:-(.*)\}$/, '$1')

describe('docker-compose.yml', () => {
  test('has the services that are looked at here', () => {
    expect(Object.keys(services)).toEqual([
      ...['redis', 'producer', 'worker', 'sandbox'],
      ...['prometheus', 'alertmanager', 'grafana'],
    ])
  })

  test.each(Object.entries(services))('confines %s, and bounds its memory', (_name, service) => {
    const { image, build, mem_limit } = Service.parse(service)
    if (build === undefined) expect(defaultOf(image ?? '')).toMatch(byDigest)
    expect(defaultOf(mem_limit)).toMatch(/^\d+[mg]b$/)
  })

  test('runs Redis as a user who is not root, from the image that tests take', () => {
    const { user, image = '' } = Service.parse(services.redis)
    expect(defaultOf(user ?? '')).toBe('redis')
    if (!process.env.REDIS_IMAGE) expect(REDIS_IMAGE).toBe(defaultOf(image))
  })

  test('leaves Redis twice what it may fill', () => {
    const [, fill] = /REDIS_MAXMEMORY:-(\d+)gb/.exec(read('docker-compose.yml')) ?? []
    expect(defaultOf(Service.parse(services.redis).mem_limit)).toBe(`${2 * Number(fill)}gb`)
  })
})

test('the Dockerfile is built on an image that is named by its digest', () => {
  const dockerfile = read('Dockerfile')
  const [, node = ''] = /^ARG BASE_IMAGE=\$\{NODE_IMAGE:-(.*)\}$/m.exec(dockerfile) ?? []
  expect(node).toMatch(byDigest)
  const stages = [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)]
  const bases = stages
    .map(([, from = '']) => from)
    .filter((from) => !stages.some(([, , name]) => name === from))
  expect(bases).toHaveLength(2)
  for (const base of bases) expect(base).toMatch(/^\$\{BASE_IMAGE\}$/)
})

test('pnpm comes by its hash alone', () => {
  const scripts = readdirSync(join(repositoryRoot, 'scripts')).filter((name) => name.endsWith('.mjs'))
  for (const name of scripts) expect(read(`scripts/${name}`), name).not.toMatch(/npx|corepack/)
  expect(read('Dockerfile')).not.toMatch(/npx|corepack|npm (i|install)\b/)
})

test('Renovate looks after all of it, and takes nothing that is new since yesterday', () => {
  const renovate = JSON.parse(read('.github/renovate.json'))
  const managers = ['npm', 'dockerfile', 'docker-compose', 'github-actions', 'custom.regex']
  expect(renovate.enabledManagers).toEqual(managers)
  expect(renovate.extends).toEqual(
    expect.arrayContaining(['docker:pinDigests', 'helpers:pinGitHubActionDigests']),
  )
  expect(renovate.minimumReleaseAge).toMatch(/^[3-9] days$/)
  const [{ matchStrings }] = renovate.customManagers
  const images = new RegExp(matchStrings[0], 'g')
  expect(read('.github/workflows/release.yml').match(images)).toHaveLength(2)
  expect(read('test/stack/container-redis.ts').match(images)).toHaveLength(1)
})

test('the lockfile has no uuid that does not check the bounds of its buffer', () => {
  const { packages } = parse(read('pnpm-lock.yaml')) as { packages: Record<string, unknown> }
  const versions = Object.keys(packages).flatMap(
    (name) => /^uuid@(\d+)\.(\d+)\.(\d+)$/.exec(name)?.slice(1) ?? [],
  )
  expect(versions.length).toBeGreaterThan(0)
  for (let at = 0; at < versions.length; at += 3) {
    const [major = 0, minor = 0, patch = 0] = versions.slice(at, at + 3).map(Number)
    expect(major * 10_000 + minor * 100 + patch).toBeGreaterThanOrEqual(11_01_01)
  }
})
