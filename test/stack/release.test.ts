import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { repositoryRoot } from './repository.js'

const run = promisify(execFile)
const read = (path: string) => readFile(join(repositoryRoot, path), 'utf8')

async function listed(...patterns: string[]): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', ...patterns], { cwd: repositoryRoot })
  return stdout.trimEnd().split('\n')
}
const manifests = () =>
  listed('package.json', 'packages/*/package.json', 'apps/*/package.json', 'test/package.json')

test('all packages have one version, and whatever names it names that', async () => {
  const { version } = JSON.parse(await read('package.json'))
  for (const path of await manifests())
    expect([path, JSON.parse(await read(path)).version]).toEqual([path, version])
  for (const path of await listed('examples/*/package.json')) {
    const { dependencies } = JSON.parse(await read(path))
    expect([path, dependencies['@disparo/core']]).toEqual([path, `^${version}`])
  }
  expect((await read('deploy/kubernetes/base/kustomization.yaml')).match(/newTag: [\d.]+/g)).toEqual(
    Array.from({ length: 4 }, () => `newTag: ${version}`),
  )
  const chart = parse(await read('deploy/helm/disparo/Chart.yaml'))
  expect([chart.version, chart.appVersion]).toEqual([version, version])
  expect(await read('CHANGELOG.md')).toContain(`\n## [${version}]\n`)
})

test('one change of one package raises the version of all, and its text comes into the changelog', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'release-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const kustomization = 'deploy/kubernetes/base/kustomization.yaml'
  const chart = 'deploy/helm/disparo/Chart.yaml'
  const copied = [
    ...(await manifests()),
    ...(await listed('examples/*/package.json')),
    ...['.changeset/config.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'CHANGELOG.md'],
    ...[kustomization, chart],
  ]
  for (const path of copied) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await cp(join(repositoryRoot, path), join(folder, path))
  }
  const changeset = `---\n"@disparo/core": minor\n---\n\nIt can be told apart.\nAnd more.\n`
  await writeFile(join(folder, '.changeset/some-change.md'), changeset)

  const { version: before } = JSON.parse(await read('package.json'))
  const [major, minor] = before.split('.').map(Number)
  const next = `${major}.${minor + 1}.0`
  const { stdout } = await run(process.execPath, [join(repositoryRoot, 'scripts/version.mjs'), folder])
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(next)
  const written = (path: string) => readFile(join(folder, path), 'utf8')
  for (const path of await manifests())
    expect([path, JSON.parse(await written(path)).version]).toEqual([path, next])
  expect(await written(kustomization)).toContain(`newTag: ${next}`)
  expect(parse(await written(chart))).toMatchObject({ version: next, appVersion: next })
  expect(await written('CHANGELOG.md')).toMatch(
    new RegExp(
      `## \\[Unreleased\\]\\n\\n## \\[${next}\\] - \\d{4}-\\d\\d-\\d\\d\\n\\n- It can be told apart\\.\\n {2}And more\\.\\n`,
    ),
  )
})

test('the forms of issues can be read, and ask for what is needed to help', async () => {
  const forms = (await listed('.github/ISSUE_TEMPLATE/*.yml')).filter((path) => !path.endsWith('config.yml'))
  expect(forms.length).toBeGreaterThan(1)
  for (const path of forms) {
    const { name, description, body } = parse(await read(path))
    expect([typeof name, typeof description]).toEqual(['string', 'string'])
    const fields = body.filter(({ type }: { type: string }) => type !== 'markdown')
    const ids = fields.map(({ id }: { id: string }) => id)
    expect(new Set(ids).size).toBe(fields.length)
    for (const { attributes } of fields) expect(attributes.label).toEqual(expect.any(String))
    expect(
      fields.some(({ validations }: { validations?: { required: boolean } }) => validations?.required),
    ).toBe(true)
  }
})
