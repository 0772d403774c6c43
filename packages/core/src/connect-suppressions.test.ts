import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { BadRow, connect, type Disparo, SourceRow } from './index.js'

/** The list for all accounts is this file's alone. */
const redis = `${inject('redisUrl')}/13`
const open: Disparo[] = []
const start = (options: { dataKey?: string | undefined; suppression?: { keepNumbers?: boolean } } = {}) => {
  const { dataKey, ...account } = options
  const name = `suppress-${randomUUID().slice(0, 8)}`
  const disparo = connect({ redis, account: { name, ...account }, dataKey })
  open.push(disparo)
  return disparo
}
afterAll(async () => {
  await Promise.all(open.map((disparo) => disparo.close()))
})

const to = '+55 (11) 98755-4321'
const phone = (n: number) => `55119875${String(n).padStart(5, '0')}`
const all = async (disparo: Disparo, options = {}) => {
  const found = []
  for (let after: string | undefined; ; ) {
    const page = await disparo.suppressions({ ...options, after })
    found.push(...page.suppressions)
    after = page.next
    if (after === undefined) return found
  }
}

describe('one person', () => {
  it('is suppressed, asks whether they are, and is lifted; a list of the law stays unless it is named', async () => {
    const disparo = start()
    expect(await disparo.suppress(to, { reason: 'opt-out', by: 'ana' })).toEqual({
      added: true,
      changed: false,
    })
    expect(await disparo.suppress('1187554321', { reason: 'opt-out', by: 'ana' })).toEqual({
      added: false,
      changed: false,
    })
    await disparo.suppress(to, { reason: 'legal-list', list: 'procon-sp', by: 'ana' })
    const { suppressions } = await disparo.suppressionsOf('5511987554321')
    expect(suppressions).toMatchObject([
      { scope: 'account', reason: 'opt-out', covers: 'marketing', by: 'ana', since: expect.any(Date) },
      { reason: 'legal-list', covers: 'marketing', list: 'procon-sp', listDate: expect.any(String) },
    ])
    expect(await disparo.unsuppress(to)).toMatchObject({ lifted: 1, remaining: [{ reason: 'legal-list' }] })
    expect(await disparo.unsuppress(to, { reason: 'legal-list' })).toEqual({ lifted: 1, remaining: [] })
    expect((await disparo.suppressionsOf(to)).suppressions).toEqual([])
  })

  it('has it kept who lifted what, when and why, until they are forgotten; a rule that ends is no such thing', async () => {
    for (const dataKey of [undefined, randomBytes(32).toString('base64')]) {
      const disparo = start({ dataKey })
      const [why, liftedBy] = ['asked by phone', 'bia']
      await disparo.suppress(to, { reason: 'complaint' })
      await disparo.suppress(phone(1), { reason: 'complaint' })
      expect(await disparo.unsuppress(phone(2), { why, liftedBy })).toMatchObject({ lifted: 0 })
      await disparo.unsuppress('11 8755-4321', { why, liftedBy })
      const lift = { of: 'person', by: 'bia', scope: 'account', lifted: { complaint: 1 } }
      const found = await disparo.suppressionsOf(to)
      expect(found).toEqual({ suppressions: [], lifts: [{ ...lift, why, at: expect.any(Date) }] })
      expect(await disparo.suppressionsOf(phone(1))).not.toHaveProperty('lifts')

      const rows = [phone(3), phone(4)]
      const imported = await disparo.suppressMany(rows, { reason: 'legal-list', list: 'procon', by: 'ana' })
      await disparo.unsuppressMany({ import: imported.import, why: 'the wrong file', liftedBy: 'bia' })
      const { lifts } = await disparo.suppressionCounts()
      expect(lifts).toMatchObject([
        { of: 'import', import: imported.import, list: 'procon', lifted: { 'legal-list': 2 } },
        { ...lift, why },
      ])
      expect(JSON.stringify(lifts)).not.toContain('8755')

      await disparo.forget(to)
      const [left] = (await disparo.suppressionsOf(to)).lifts ?? []
      expect(left).toMatchObject(lift)
      expect(left).not.toHaveProperty('why')
    }
  })

  it('is lifted by what they are listed as, too', async () => {
    const disparo = start()
    await disparo.suppress(to)
    const [listed] = await all(disparo)
    expect(listed).toMatchObject({ person: expect.stringMatching(/^[\w-]{11}$/), reason: 'manual' })
    expect(listed).not.toHaveProperty('to')
    expect(await disparo.unsuppress({ person: listed?.person ?? '' })).toEqual({ lifted: 1 })
  })

  it('may be suppressed by what cannot be read here, and lifting says so', async () => {
    const sealing = start({ dataKey: randomBytes(32).toString('base64') })
    await sealing.suppress(to)
    const keyless = connect({ redis, account: { name: sealing.account } })
    open.push(keyless)
    expect(await keyless.unsuppress(to)).toEqual({ lifted: 0, remaining: [], incomplete: true })
  })

  it.each([
    ['12', {}, 'to'],
    [to, { reason: 'because' }, 'reason'],
    [to, { until: new Date(0) }, 'until'],
    [to, { since: new Date(Date.now() + 60_000) }, 'since'],
    [to, { keepNumbers: true }, 'keepNumbers'],
    [to, { reason: 'legal-list' }, 'list'],
    [to, { scope: 'others' }, 'scope'],
  ])('%s with %j is refused, naming %s', async (phone, options, path) => {
    const refused = start().suppress(phone, options as never)
    await expect(refused).rejects.toMatchObject({ problems: [{ path }] })
  })
})

describe('an import', () => {
  it('is read whole before anything is written: a bad row, or an end too early, imports nobody', async () => {
    const disparo = start()
    const rows = [
      phone(1),
      new SourceRow({ to: '9.8e10' }, 7),
      new SourceRow(new BadRow([{ path: '', message: 'x' }]), 8),
    ]
    expect(await disparo.suppressMany(rows)).toMatchObject({
      ...{ imported: false, rows: 3, rejected: 2, added: 0 },
      problems: [
        { row: 2, line: 7, path: 'to' },
        { row: 3, line: 8 },
      ],
    })
    expect(await disparo.suppressMany([phone(1)], { isWhole: () => false })).toMatchObject({
      imported: false,
    })
    expect(await disparo.suppressMany([])).toMatchObject({ imported: false, rows: 0 })
    expect(await all(disparo)).toEqual([])
    expect(await disparo.suppressMany(rows, { skipBad: true })).toMatchObject({
      imported: true,
      added: 1,
      rejected: 2,
    })
  })

  it('that was a mistake is lifted as a whole, and only that', async () => {
    const disparo = start()
    await disparo.suppress(phone(3), { reason: 'opt-out', rule: 'word' })
    const rows = Array.from({ length: 1_200 }, (_, n) => ({ to: phone(n), since: '2026-01-01T00:00:00Z' }))
    const mistake = await disparo.suppressMany(rows, { reason: 'opt-out', by: 'ana', covers: 'everything' })
    expect(mistake).toMatchObject({ imported: true, rows: 1_200, added: 1_200, unchanged: 0 })
    const listed = await all(disparo, { import: mistake.import })
    expect(listed).toHaveLength(1_200)
    expect(new Set(listed.map(({ person }) => person)).size).toBe(1_200)
    const { total, sources, days } = await disparo.suppressionCounts()
    expect(total).toBe(1_201)
    expect(sources).toMatchObject([
      { reason: 'opt-out', import: mistake.import, by: 'ana', count: 1_200, at: expect.any(String) },
      { reason: 'opt-out', rule: 'word', count: 1 },
    ])
    expect(days).toMatchObject([
      { what: 'import', count: 1_200 },
      { what: 'word', count: 1 },
    ])
    expect(await disparo.unsuppressMany({ import: mistake.import })).toEqual({ lifted: 1_200 })
    expect(await all(disparo)).toMatchObject([{ rule: 'word' }])
    expect((await disparo.suppressionCounts()).days).toContainEqual({
      ...{ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), reason: 'opt-out', what: 'lifted', count: 1_200 },
    })
  })

  it('and what a rule made are not lifted by the way', async () => {
    const disparo = start()
    await disparo.suppress(phone(1), { reason: 'opt-out', rule: 'words' })
    await disparo.suppress(phone(2), { reason: 'opt-out', by: 'ana' })
    await disparo.suppress(phone(3), { reason: 'opt-out', by: 'bia' })
    const { import: id } = await disparo.suppressMany([phone(4)], { reason: 'opt-out', by: 'ana' })
    await expect(disparo.unsuppressMany({ reason: 'opt-out' })).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining('everybody') }],
    })
    expect(await disparo.unsuppressMany({ reason: 'opt-out', from: new Date(0), by: 'bia' })).toEqual({
      lifted: 1,
    })
    expect(await disparo.unsuppressMany({ reason: 'opt-out', from: new Date(0) })).toEqual({ lifted: 2 })
    expect(await disparo.unsuppressMany({ import: id ?? '' })).toEqual({ lifted: 0 })
    expect(await all(disparo)).toMatchObject([{ rule: 'words' }])
    expect(await disparo.unsuppressMany({ reason: 'opt-out', rule: 'words' })).toEqual({ lifted: 1 })
  })

  it('repeated with its key is the same import', async () => {
    const disparo = start()
    const rows = [phone(1), phone(2)]
    const first = await disparo.suppressMany(rows, { key: 'may' })
    await disparo.unsuppress(phone(2))
    const again = await disparo.suppressMany(rows, { key: 'may' })
    expect(again).toMatchObject({ import: first.import, added: 1, unchanged: 1 })
    for (const [others, terms] of [
      [[phone(1)], {}],
      [rows, { reason: 'complaint' }],
      [rows, { covers: 'everything' }],
    ] as const) {
      const other = disparo.suppressMany(others, { key: 'may', ...terms })
      await expect(other).rejects.toMatchObject({ code: 'KEY_REUSED', id: first.import })
    }
    const listed = await all(disparo)
    expect(listed).toMatchObject([{ reason: 'manual' }, { reason: 'manual' }])
    expect(JSON.stringify([listed, await disparo.suppressionCounts()])).not.toContain('print')
    expect(await disparo.unsuppressMany({ import: first.import })).toEqual({ lifted: 2 })
    expect(await disparo.suppressMany([phone(1)], { key: 'may' })).toMatchObject({ added: 1 })
  })

  it('of a newer list lifts who is not on it any more, where that is asked for', async () => {
    const disparo = start()
    const terms = { reason: 'legal-list', list: 'procon-sp' } as const
    await disparo.suppressMany([phone(1), phone(2)], { ...terms, listDate: '2026-10-01' })
    const older = disparo.suppressMany([phone(1)], { ...terms, listDate: '2026-09-30' })
    await expect(older).rejects.toMatchObject({
      problems: [{ path: 'listDate', code: 'older-list' }],
    })
    await disparo.suppressMany([phone(1)], { reason: 'legal-list', list: 'nao-me-perturbe' })
    expect(await disparo.suppressMany([phone(2), phone(3)], terms)).toMatchObject({ added: 1, replaced: 0 })
    expect(await disparo.suppressMany([phone(3)], { ...terms, replace: true, shrink: true })).toMatchObject({
      replaced: 2,
      unchanged: 1,
    })
    const listed = await all(disparo)
    expect(listed.map(({ list }) => list).toSorted()).toEqual(['nao-me-perturbe', 'procon-sp'])
    await expect(disparo.suppressMany([phone(1)], { reason: 'legal-list' })).rejects.toMatchObject({
      problems: [{ path: 'list' }],
    })
  })

  it('of less than half of a list replaces it only where that is said, and one of a date to come never', async () => {
    const disparo = start()
    const terms = { reason: 'legal-list', list: 'procon-sp', replace: true } as const
    await disparo.suppressMany([1, 2, 3].map(phone), terms)
    await expect(disparo.suppressMany([phone(1)], terms)).rejects.toMatchObject({
      problems: [{ path: 'replace', code: 'smaller-list', message: expect.stringContaining('3 people') }],
    })
    const listDate = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
    await expect(disparo.suppressMany([1, 2, 3].map(phone), { ...terms, listDate })).rejects.toMatchObject({
      problems: [{ path: 'listDate' }],
    })
    expect(await all(disparo)).toHaveLength(3)
    expect(await disparo.suppressMany([phone(1)], { ...terms, shrink: true })).toMatchObject({ replaced: 2 })
  })

  it('takes what a row says of itself before what is said of all', async () => {
    const disparo = start()
    const rows = [
      { to: phone(1), reason: 'complaint', covers: 'everything' },
      { to: phone(2), reason: 'legal-list', list: 'procon-sp', listDate: '2026-10-01' },
      { to: phone(3), covers: 'marketing' },
      { to: phone(1), reason: 'opt-out', rule: 'words' },
      { to: phone(1), reason: 'opt-out' },
      phone(4),
    ]
    const receipt = await disparo.suppressMany(rows, { reason: 'opt-out', covers: 'all-but-otp', by: 'ana' })
    expect(receipt).toMatchObject({ added: 6, unchanged: 0 })
    const said = async (n: number) => (await disparo.suppressionsOf(phone(n))).suppressions
    expect(await said(1)).toMatchObject([
      { reason: 'complaint', covers: 'everything', by: 'ana' },
      { reason: 'opt-out', rule: 'words', covers: 'all-but-otp' },
      { reason: 'opt-out', covers: 'all-but-otp' },
    ])
    expect(await said(2)).toMatchObject([{ reason: 'legal-list', list: 'procon-sp', listDate: '2026-10-01' }])
    expect(await said(3)).toMatchObject([{ reason: 'opt-out', covers: 'marketing' }])
    expect(await disparo.unsuppressMany({ import: receipt.import })).toEqual({ lifted: 6 })
  })

  it.each([
    [{ to: 'Ana' }, 'to', 'not-a-phone'],
    [{ to: '' }, 'to', 'missing'],
    [{ to: undefined }, 'to', 'missing'],
    [{ reason: 'foo' }, 'reason', 'wrong-value'],
    [{ covers: 'otp' }, 'covers', 'wrong-value'],
    [{ cover: 'everything' }, 'cover', 'unknown-field'],
    [{ reason: 'legal-list' }, 'list', 'list-unnamed'],
    [{ listDate: '2026-10-01' }, 'listDate', 'list-unnamed'],
    [{ list: 'a', listDate: '1/10/2026' }, 'listDate', 'not-a-day'],
    [{ list: 'a', listDate: '2096-10-01' }, 'listDate', 'in-the-future'],
    [{ list: 'a'.repeat(61) }, 'list', 'too-long'],
    [{ rule: 'a'.repeat(41) }, 'rule', 'too-long'],
    [{ scope: 'all' }, 'scope', 'other-scope'],
    [{ until: '2020-01-01T00:00:00Z' }, 'until', 'in-the-past'],
    [{ until: '2106-02-01T00:00:00Z' }, 'until', 'time-out-of-range'],
    [{ since: '1969-01-01T00:00:00Z' }, 'since', 'time-out-of-range'],
    [{ since: '2096-01-01T00:00:00Z' }, 'since', 'in-the-future'],
    [{ since: '1/10/2026' }, 'since', 'not-a-date'],
  ])('of a row with %j is refused, naming %s as %s', async (more, path, code) => {
    expect(await start().suppressMany([{ to: phone(1), ...more }])).toMatchObject({
      ...{ imported: false, added: 0 },
      problems: [{ row: 1, path, code }],
    })
  })

  it('of rows of very many kinds is refused', async () => {
    const rows = Array.from({ length: 101 }, (_, n) => ({ to: phone(n), rule: `r${n}` }))
    expect(await start().suppressMany(rows)).toMatchObject({
      imported: false,
      problems: [{ row: 101, code: 'too-many-kinds' }],
    })
  })

  it('keeps numbers where it is asked to, sealed; the list shows them', async () => {
    const disparo = start({ dataKey: randomBytes(32).toString('base64'), suppression: { keepNumbers: true } })
    await disparo.suppressMany([phone(1)])
    await disparo.suppress(phone(2), { keepNumbers: false })
    const listed = await all(disparo)
    expect(listed.map(({ to }) => to)).toEqual(expect.arrayContaining([phone(1), undefined]))

    await disparo.forget(phone(1))
    expect((await all(disparo)).map(({ to }) => to)).toEqual([undefined, undefined])
    expect((await disparo.suppressionsOf(phone(1))).suppressions).toHaveLength(1)
  })
})
