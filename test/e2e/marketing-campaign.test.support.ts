import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { programArgs } from '../stack/program-args.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'

const badEvery = 100
const canary = 20
const mine = '+55 11 98888-0001'
/** Cancelling what waits, and sending so many, takes its time on a busy machine. */
export const longMs = 1_200_000

const template = {
  name: 'aviso',
  language: 'pt_BR',
  category: 'MARKETING',
  status: 'APPROVED',
  components: [{ type: 'BODY', text: 'Olá {{1}}, o código é {{2}}' }],
}

/** What a person of marketing does with a spreadsheet of so many rows, from the first check to the last row of the export. */
export async function runCampaign(rows: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'campaign-'))
  const stack = await startCampaignStack()
  try {
    await campaign(stack, join(folder, 'clientes.csv'), rows)
  } finally {
    await stack.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function startCampaignStack(): Promise<Stack> {
  return startStack({
    limit: { max: 200_000, windowMs: 60_000 },
    account: ({ url }) => ({
      templates: { broker: { wabaId: '1029', baseUrl: `${url}/hsmservices/api` }, enforce: 'warn' },
      rates: { currency: 'BRL', date: '2026-11-01', prices: { MARKETING: { BR: '0.3450' } } },
    }),
    env: {
      sandbox: { SANDBOX_TEMPLATES: JSON.stringify([template]), SANDBOX_TEMPLATES_ENFORCE: 'true' },
    },
  })
}

const phone = (n: number) => `(11) 9${String(70_000_000 + n)}`
const digits = (n: number) => `55119${70_000_000 + n}`

/** As it was exported: columns that nobody asked for, and, unless it was corrected, phones that are none. */
function spreadsheet(rows: number, { isCorrected }: { readonly isCorrected: boolean }): string {
  const lines = Array.from({ length: rows }, (_, n) => {
    const isBad = !isCorrected && n % badEvery === badEvery - 1
    return `${n};Cliente ${n};${isBad ? 'não tem' : phone(n)};Santos`
  })
  return ['Código;Nome;Telefone;Cidade', ...lines].join('\n')
}

/** `disparo` as a process of its own. */
function commandOf(stack: Stack) {
  const { url, user, password, account } = { ...stack.producer, account: stack.account }
  const env = { DISPARO_URL: url, DISPARO_USER: user, DISPARO_PASSWORD: password, DISPARO_ACCOUNT: account }
  return (...args: readonly string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const command = [...programArgs('apps/cli/dist/main.js'), ...args]
      execFile(process.execPath, command, { env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })
}

const mapping = (template: string) => [
  ...['--template', template, '--namespace', 'default', '--ignore-columns'],
  ...['--map', 'to=telefone', '--map', 'body1=nome', '--map', 'body2=codigo'],
]

async function campaign(stack: Stack, path: string, rows: number): Promise<void> {
  const disparo = commandOf(stack)
  await writeFile(path, spreadsheet(rows, { isCorrected: false }))
  await vi.waitFor(async () => expect((await disparo('templates')).out).toContain('aviso'), patience)

  const checked = await disparo('import', path, ...mapping('aviso'), '--dry-run', '--json')
  expect(checked.code).toBe(3)
  const check = JSON.parse(checked.out)
  const [bad, good] = [rows / badEvery, rows - rows / badEvery]
  expect(check).toMatchObject({ rows, rejected: bad, enqueued: good, recent: { count: 0, of: good } })
  expect(check.preview[0]).toMatchObject({ body: 'Olá Cliente 0, o código é 0', to: digits(0) })
  expect(check.cost).toMatchObject({ amount: (0.345 * good).toFixed(2), unpriced: 0 })
  expect(check.suspicions).toEqual([])

  const wrong = await disparo('import', path, ...mapping('avizo'), '--dry-run')
  expect(wrong.out).toMatch(/did you mean "?aviso/)

  expect(await disparo('import', path, ...mapping('aviso'), '--test-to', mine, '--rows', '1')).toMatchObject({
    code: 0,
  })
  const arrived = async () => (await stack.sandbox.allMessages()).map(({ to }) => to)
  await vi.waitFor(async () => expect(await arrived()).toEqual(['5511988880001']), patience)

  // Nobody has read the warning.
  const sent = await disparo('import', path, ...mapping('avizo'), '--canary', String(canary), '--json')
  expect(sent.code).toBe(3)
  const { id, enqueued } = JSON.parse(sent.out)
  expect(enqueued).toBe(good)
  const batch = async () => JSON.parse((await disparo('batch', id, '--json')).out)
  await vi.waitFor(async () => expect((await batch()).state).toBe('halted'), patience)
  expect(await batch()).toMatchObject({ halted: { reason: 'canary', rejected: canary, of: canary } })
  expect(await arrived()).toHaveLength(1)

  await writeFile(path, spreadsheet(rows, { isCorrected: true }))
  const corrected = await disparo('import', path, ...mapping('aviso'), '--into', id, '--replace', '--json')
  expect(JSON.parse(corrected.out)).toMatchObject({ enqueued: rows, withdrawn: good - canary, rejected: 0 })
  expect(corrected.code).toBe(0)
  expect(await disparo('batch', 'resume', id)).toMatchObject({ code: 0 })
  // 3: those that the canary cost were rejected.
  const followed = await disparo('batch', id, '--wait', '--json')
  expect(followed.code).toBe(3)
  expect(JSON.parse(followed.out)).toMatchObject({ state: 'finished', counts: { rejected: canary } })

  const exported = await disparo('batch', 'export', id)
  const lines = exported.out.trim().split('\n')
  expect(lines).toHaveLength(1 + rows + good)
  const to = (await arrived()).slice(1)
  expect(to).toHaveLength(rows)
  expect(new Set(to)).toEqual(new Set(Array.from({ length: rows }, (_, n) => digits(n))))
}
