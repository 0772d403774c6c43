import { createHash } from 'node:crypto'
import type { SandboxSettings } from '../sandbox-options.js'
import type { Form } from '../xml/read-form.js'
import { equalInSecret } from './equal-in-secret.js'

/** Whether the fields User, Pass and, where the sandbox has one, Client are the right ones. */
export function isFormGranted(
  form: Form,
  { username, password, client }: Pick<SandboxSettings, 'username' | 'password' | 'client'>,
): boolean {
  const md5 = createHash('md5').update(password).digest('hex')
  const isUser = equalInSecret(`${form.user}:${form.passwordMd5.toLowerCase()}`, `${username}:${md5}`)
  return isUser && (client === undefined || client === form.client)
}
