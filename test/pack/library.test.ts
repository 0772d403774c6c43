import { beforeAll, describe, expect, inject, it } from 'vitest'
import { documentedPrograms } from './documented-programs.js'
import { type FreshProject, freshProject } from './fresh-project.js'
import { sampleProgram, wrongMessages } from './sample-program.test.support.js'

/** The compilers' settings of users: where a file lies says whether it is CommonJS (`cjs`) or ESM (`esm`). */
const settings = [
  { name: 'commonjs, node10', folder: 'cjs', module: 'commonjs', resolution: 'node10', runs: true },
  { name: 'node16 in CommonJS', folder: 'cjs', module: 'node16', resolution: 'node16' },
  { name: 'node16 in ESM', folder: 'esm', module: 'node16', resolution: 'node16', runs: true },
  { name: 'nodenext in CommonJS', folder: 'cjs', module: 'nodenext', resolution: 'nodenext' },
  { name: 'nodenext in ESM', folder: 'esm', module: 'nodenext', resolution: 'nodenext' },
  { name: 'esnext, bundler', folder: 'esm', module: 'esnext', resolution: 'bundler', runs: true },
] as const

const documents = [
  ...['README.md', 'packages/core/README.md', 'docs/library.md'],
  ...['otp', 'nightly-job', 'callbacks'].map((recipe) => `docs/recipes/${recipe}.md`),
]
const programs = documents.flatMap(documentedPrograms)
const env = { REDIS_URL: `${inject('redisUrl')}/5`, DISPARO_ACCOUNT: 'documented' }

let project: FreshProject
const compile = (...args: string[]) =>
  project.run(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '--strict',
    '--target',
    'es2022',
    ...args,
  ])

beforeAll(async () => {
  project = await freshProject({
    files: {
      'package.json': '{ "private": true }',
      'cjs/package.json': '{ "type": "commonjs" }',
      'esm/package.json': '{ "type": "module" }',
      ...{ 'cjs/shop.ts': sampleProgram, 'esm/shop.ts': sampleProgram, 'esm/wrong.ts': wrongMessages },
      ...Object.fromEntries(programs.map(({ path, text }) => [`esm/${path}`, text])),
    },
    packages: ['typescript@~5.9.3', '@types/node@^20.19.0'],
  })
  return project.remove
})

describe.each(settings)('under $name', ({ folder, module, resolution, ...more }) => {
  // skipLibCheck is false by default: our declarations, and those of BullMQ and ioredis, are checked, too.
  it('compiles with every declaration checked, and sends', async () => {
    const out = `${folder}/dist-${module}-${resolution}`
    const how = ['--module', module, '--moduleResolution', resolution]
    // Under node10 zod's declarations import each other's defaults. `tsc --init` sets it, too.
    if (resolution === 'node10') how.push('--esModuleInterop')
    await compile(...how, '--outDir', out, `${folder}/shop.ts`)
    if (!('runs' in more)) return
    const said = await project.run(process.execPath, [`${out}/shop.js`], {
      REDIS_URL: `${inject('redisUrl')}/6`,
      ACCOUNT: `packed-${module}-${folder}-${process.pid}`,
    })
    expect(JSON.parse(said)).toEqual({
      statuses: ['enqueued', 'enqueued'],
      batch: { rows: 2, enqueued: 1, rejected: 1 },
      refused: 'INVALID_MESSAGE to',
      faked: 2,
      isCommonJs: folder === 'cjs',
    })
  })
})

it('makes a wrong field an error that names it, on its line', async () => {
  const failure: Error = await compile(
    '--noEmit',
    '--skipLibCheck',
    '--module',
    'nodenext',
    'esm/wrong.ts',
  ).then(
    () => expect.fail('It was compiled'),
    (error) => error,
  )
  const lines = wrongMessages.split('\n')
  const wanted = lines.flatMap((line, index) => (line.includes('// wrong') ? [index + 1] : []))
  const found = [...failure.message.matchAll(/wrong\.ts\((\d+),\d+\): error/g)].map(([, line]) =>
    Number(line),
  )
  expect([...new Set(found)]).toEqual(wanted)
  for (const field of ['elementNam', 'bodi', 'final', 'urgente']) expect(failure.message).toContain(field)
})

describe('the programs of the documents', () => {
  it('compile', async () => {
    const typed = programs.filter(({ language }) => language === 'ts').map(({ path }) => `esm/${path}`)
    expect(typed.length).toBeGreaterThan(5)
    await compile('--skipLibCheck', '--module', 'nodenext', '--rootDir', 'esm', '--outDir', 'esm', ...typed)
  })

  it.each(programs)('run: $place', async ({ path, lines }) => {
    const args = [`esm/${path.replace(/\.ts$/, '.js')}`]
    const said = await project.run(process.execPath, args, env)
    for (const line of lines) expect(said).toMatch(line)
  })
})
