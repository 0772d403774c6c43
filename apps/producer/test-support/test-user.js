import { hashSecret, md5Of, roles } from '@disparo/service/users'

/** Cheaper than any that is read from a file: a test is no secret. */
const cost = { ln: 10, r: 8, p: 1 }
/** A user whose password is good for the XML interface, too. */
export async function testUser({ name, password, ...rights }) {
  const user = {
    name,
    roles: new Set(rights.roles ?? roles),
    accounts: rights.accounts ? new Set(rights.accounts) : '*',
    xmlCase: rights.xmlCase,
  }
  const [hash, xmlPassword] = await Promise.all([
    hashSecret(password, cost),
    hashSecret(md5Of(password), cost),
  ])
  return { user, password: hash, xmlPassword }
}
/** A user and password, as an `Authorization` header shows them. */
export function basic(name, password) {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}
//# sourceMappingURL=test-user.js.map
