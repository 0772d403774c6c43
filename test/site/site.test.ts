import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const built = join(repositoryRoot, 'dist/site')
const vitepress = join(repositoryRoot, 'node_modules/vitepress/bin/vitepress.js')
const build = (folder: string) =>
  run(process.execPath, [vitepress, 'build', folder], { cwd: repositoryRoot, maxBuffer: 64_000_000 })

let pages: string[]
let files: string[]
beforeAll(async () => {
  const documents = await readdir(join(repositoryRoot, 'docs'), { recursive: true })
  pages = documents.filter((name) => name.endsWith('.md')).map((name) => name.replace(/\.md$/, '.html'))
  await build('docs')
  files = await readdir(built, { recursive: true })
})
const scratch: string[] = []
afterAll(() => Promise.all(scratch.map((folder) => rm(folder, { recursive: true, force: true }))))

const page = (name: string) => readFile(join(built, name), 'utf8')

test('every document is a page, in the language that it is written in', async () => {
  expect(pages.length).toBeGreaterThan(25)
  expect(pages.filter((name) => !files.includes(name))).toEqual([])
  expect(await page('start.html')).toContain('<html lang="en"')
  expect(await page('pt-BR/inicio.html')).toContain('<html lang="pt-BR"')
})

test('llms.txt has every page, with its title and whom it is for', async () => {
  const text = await page('llms.txt')
  const listed = [...text.matchAll(/^- \[(.+)\]\(\/(.+)\): (.+)$/gm)]
  expect(listed.map(([, , path]) => path).toSorted()).toEqual(pages.toSorted())
  expect(listed.filter(([, , , purpose = '']) => !/^(?:For|Para) .+[.]$/.test(purpose))).toEqual([])
})

test('every page stands in the menu of its language, and is found by the search', async () => {
  const start = await page('start.html')
  const inPortuguese = await page('pt-BR/inicio.html')
  const missing = pages.filter((name) => {
    const link = `href="/${name.replace(/index\.html$/, '')}"`
    return !(name.startsWith('pt-BR/') ? inPortuguese : start).includes(link)
  })
  expect(missing).toEqual(['index.html', 'pt-BR/index.html'].filter((name) => missing.includes(name)))
  expect(files.filter((name) => /localSearchIndex(?:root|pt-BR)\..+\.js$/.test(name))).toHaveLength(2)
})

test('anchors are those that GitHub makes, and files of the repository are named without a link', async () => {
  expect(await page('pt-BR/migracao.html')).toContain('id="antes-da-primeira-requisição"')
  const start = await page('start.html')
  expect(start).toContain('.env.example')
  expect(start).not.toMatch(/href="[^"]*(?:\.env\.example|accounts\.json)"/)
})

test('a link that leads nowhere fails the build', async () => {
  const folder = await mkdtemp(join(repositoryRoot, 'dist', 'broken-site-'))
  scratch.push(folder)
  await mkdir(join(folder, '.vitepress'))
  await cp(join(repositoryRoot, 'docs/.vitepress'), join(folder, '.vitepress'), { recursive: true })
  await writeFile(join(folder, 'index.md'), '# A page\n\nFor nobody.\n\n[There](nowhere.md).\n')
  await expect(build(folder)).rejects.toMatchObject({ stderr: expect.stringContaining('dead link') })
})
