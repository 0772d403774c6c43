import { md5Of, replaceUsers, usersByName } from '@disparo/service/users'
import { expect, test } from 'vitest'
import { type TestUser, testUser } from '../test-support/test-user.js'
import { type Authenticator, type AuthenticatorOptions, createAuthenticator } from './authenticator.js'

const shop: TestUser = { name: 'shop', password: 'cavalo:certo' }
const crm: TestUser = { name: 'crm', password: 'outro-segredo' }
const [here, there] = ['192.0.2.1', '192.0.2.2']

async function open(options: AuthenticatorOptions = {}) {
  const clock = { now: 0 }
  const users = usersByName(await Promise.all([shop, crm].map(testUser)))
  return { clock, users, authenticator: createAuthenticator(users, { now: () => clock.now, ...options }) }
}

/** What becomes of so many different wrong passwords, one after the other. */
async function guess(authenticator: Authenticator, name: string, times: number, from: string): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    expect(await authenticator.byPassword(name, `wrong ${from} ${time}`, from)).toBeUndefined()
  }
}

test('a user is known by name and password, again and again', async () => {
  const { authenticator } = await open()
  for (let time = 0; time < 3; time += 1) {
    expect(await authenticator.byPassword('shop', shop.password, here)).toMatchObject({ name: 'shop' })
    expect(await authenticator.byPassword('crm', crm.password, here)).toMatchObject({ name: 'crm' })
    expect(await authenticator.byPassword('shop', crm.password, here)).toBeUndefined()
  }
})

test.each([
  ['nobody', 'nobody', shop.password],
  ['no name', '', shop.password],
  ['no password', 'shop', ''],
  ['the MD5 in place of the password', 'shop', md5Of(shop.password)],
  ['a name of Object', '__proto__', ''],
])('%s is not known', async (_, name, password) => {
  const { authenticator } = await open()
  expect(await authenticator.byPassword(name, password, here)).toBeUndefined()
})

test('an authenticator without users knows nobody', async () => {
  expect(await createAuthenticator(new Map()).byPassword('shop', shop.password, here)).toBeUndefined()
})

test('a user is known by the MD5 of the password in either case, not by the password there', async () => {
  const { authenticator } = await open()
  const md5 = md5Of(shop.password)
  expect(await authenticator.byMd5('shop', md5, here)).toMatchObject({ name: 'shop' })
  expect(await authenticator.byMd5('shop', md5.toUpperCase(), here)).toMatchObject({ name: 'shop' })
  expect(await authenticator.byMd5('shop', shop.password, here)).toBeUndefined()
  expect(await authenticator.byPassword('shop', md5, here)).toBeUndefined()
})

test('a user without an XML password is not known by MD5', async () => {
  const { user, password } = await testUser(shop)
  const authenticator = createAuthenticator(usersByName([{ user, password }]))
  expect(await authenticator.byMd5('shop', md5Of(shop.password), here)).toBeUndefined()
})

test('after 10 wrong passwords for a name from one address, the next is not looked at, not even the right one', async () => {
  const { clock, authenticator } = await open()
  await guess(authenticator, 'shop', 10, here)
  clock.now = 60_000
  await expect(authenticator.byPassword('shop', shop.password, here)).rejects.toMatchObject({
    code: 'TOO_MANY_FAILURES',
    retryAfterMs: 240_000,
  })
  expect(await authenticator.byPassword('crm', crm.password, here)).toMatchObject({ name: 'crm' })
  expect(await authenticator.byPassword('shop', shop.password, there)).toMatchObject({ name: 'shop' })
  clock.now = 300_000
  expect(await authenticator.byPassword('shop', 'wrong once more', here)).toBeUndefined()
})

test('the XML interface is no second way to guess', async () => {
  const { authenticator } = await open()
  await guess(authenticator, 'shop', 9, here)
  expect(await authenticator.byMd5('shop', md5Of('wrong'), here)).toBeUndefined()
  await expect(authenticator.byMd5('shop', md5Of(shop.password), here)).rejects.toThrow(
    'Too many failed logins',
  )
})

test('whoever works already goes on working while others guess from the same address', async () => {
  const { authenticator } = await open()
  await authenticator.byPassword('shop', shop.password, here)
  await guess(authenticator, 'shop', 10, here)
  await expect(authenticator.byPassword('shop', 'wrong', here)).rejects.toThrow('Too many failed logins')
  expect(await authenticator.byPassword('shop', shop.password, here)).toMatchObject({ name: 'shop' })
})

test('a login is remembered for as long as it is used, and 10 minutes more', async () => {
  const { clock, authenticator } = await open({ perName: { max: 1, windowMs: 3_600_000 } })
  await authenticator.byPassword('shop', shop.password, here)
  await guess(authenticator, 'shop', 1, here)
  for (const later of [599_999, 1_199_998]) {
    clock.now = later
    expect(await authenticator.byPassword('shop', shop.password, here)).toMatchObject({ name: 'shop' })
  }
  clock.now += 600_000
  await expect(authenticator.byPassword('shop', shop.password, here)).rejects.toThrow(
    'Too many failed logins',
  )
})

test('a flood of made-up names, from one address or many, never keeps out who has the right password', async () => {
  const { authenticator } = await open()
  const names = Array.from({ length: 600 }, (_, number) => `made-up-${number}`)
  const floods = [
    ...names.map((name) => authenticator.byPassword(name, 'wrong', here)),
    ...names.map((name, number) => authenticator.byPassword(name, 'wrong', `198.51.100.${number % 256}`)),
    ...names.map((name) => authenticator.byMd5(name, md5Of('wrong'), here)),
    ...['b'.repeat(10_000), '\0', '__proto__'].map((name) => authenticator.byPassword(name, 'wrong', here)),
  ]
  expect(await authenticator.byPassword('shop', shop.password, here)).toMatchObject({ name: 'shop' })
  expect(await authenticator.byMd5('crm', md5Of(crm.password), there)).toMatchObject({ name: 'crm' })
  for (const user of await Promise.all(floods)) expect(user).toBeUndefined()
  expect(await authenticator.byMd5('shop', md5Of(shop.password), here)).toMatchObject({ name: 'shop' })
})

test('a name that nobody has is answered as a user is, also after 10 wrong passwords', async () => {
  const { authenticator } = await open()
  for (const name of ['shop', 'made-up']) {
    await guess(authenticator, name, 10, here)
    await expect(authenticator.byPassword(name, 'one more', here)).rejects.toMatchObject({
      ...{ code: 'TOO_MANY_FAILURES', retryAfterMs: 300_000 },
    })
  }
})

test("made-up names do not have a user's failures forgotten", async () => {
  const { authenticator } = await open({ perName: { max: 1, windowMs: 1_000 } })
  await guess(authenticator, 'shop', 1, here)
  const flood = Array.from({ length: 12_000 }, (_, number) =>
    authenticator.byPassword(`n${number}`, 'x', here),
  )
  await Promise.all(flood)
  await expect(authenticator.byPassword('shop', 'y', here)).rejects.toThrow('Too many failed logins')
})

test('wrong passwords for one user keep no other waiting for ever', async () => {
  const { authenticator } = await open({ checksAtATime: 1, waitingChecks: 2 })
  const wrong = Array.from({ length: 50 }, (_, number) =>
    authenticator.byPassword('shop', `wrong ${number}`, `198.51.100.${number}`),
  )
  const asked = Promise.allSettled(wrong)
  expect(await authenticator.byPassword('crm', crm.password, here)).toMatchObject({ name: 'crm' })
  const codes = (await asked).map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'checked'))
  expect(codes.toSorted()).toEqual([...Array(47).fill('TOO_BUSY'), ...Array(3).fill('checked')])
})

test('addresses of one IPv6 network are one', async () => {
  const { authenticator } = await open({ perName: { max: 1, windowMs: 1_000 } })
  await guess(authenticator, 'shop', 1, '2001:db8::1')
  await expect(authenticator.byPassword('shop', 'x', '2001:db8::2')).rejects.toThrow('Too many failed logins')
})

test('many wrong passwords at once are counted before the first has failed', async () => {
  const { authenticator } = await open({ perName: { max: 2, windowMs: 1_000 } })
  const answers = await Promise.allSettled(
    ['1', '2', '3', '4'].map((wrong) => authenticator.byPassword('shop', wrong, here)),
  )
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
})

test('a client that begins with many connections is let in on all, by one check', async () => {
  const { authenticator } = await open({ checksAtATime: 1, waitingChecks: 0 })
  const asked = Array.from({ length: 200 }, () => authenticator.byPassword('shop', shop.password, here))
  for (const user of await Promise.all(asked)) expect(user).toMatchObject({ name: 'shop' })
})

test('when too many wait to be checked, the next is sent away, and that is no failure of theirs', async () => {
  const { authenticator } = await open({
    checksAtATime: 1,
    waitingChecks: 0,
    perName: { max: 1, windowMs: 1_000 },
  })
  const first = authenticator.byPassword('shop', shop.password, here)
  await expect(authenticator.byPassword('crm', crm.password, here)).rejects.toMatchObject({
    code: 'TOO_BUSY',
  })
  expect(await first).toMatchObject({ name: 'shop' })
  expect(await authenticator.byPassword('crm', crm.password, here)).toMatchObject({ name: 'crm' })
})

test('who is removed, or has another password, is out at once, also while a check is under way; others do not notice', async () => {
  const { users, authenticator } = await open()
  const isIn = async (name: string, password: string) =>
    (await authenticator.byPassword(name, password, here)) !== undefined
  expect([await isIn('shop', shop.password), await isIn('crm', crm.password)]).toEqual([true, true])
  const changed = await testUser({ ...shop, password: 'new' })
  const under = authenticator.byPassword('shop', 'new', here)
  replaceUsers(users, [changed, ...[...users.values()].filter(({ user }) => user.name === 'crm')])
  expect(await under).toBeUndefined()
  expect([await isIn('shop', shop.password), await isIn('shop', 'new')]).toEqual([false, true])
  const checked = authenticator.byPassword('crm', crm.password, there)
  replaceUsers(users, [changed])
  expect(await checked).toMatchObject({ name: 'crm' })
  expect(await isIn('crm', crm.password)).toBe(false)
  const begun = authenticator.byMd5('shop', md5Of('new'), here)
  users.clear()
  expect(await begun).toBeUndefined()
})
