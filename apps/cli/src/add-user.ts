import { readFile } from 'node:fs/promises'
import { noJson, unreadable } from '@disparo/core/internal/account'
import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'
import { asFile } from './init/plan-files.js'
import { replaceFile } from './init/write-files.js'
import type { Words } from './words/index.js'

/**
 * Adds an entry to a file of users, which is made where there is none; its other entries stay as they are.
 * @throws CommandError where the file is none of users, or has one of this name: nothing is changed then
 */
export async function addUser(path: string, entry: { readonly name: string }, words: Words): Promise<void> {
  const { user } = words
  const users = await readUsers(path, words)
  if (users.some((each) => nameOf(each) === entry.name)) throw refuse(user.taken(entry.name, path))
  await replaceFile(path, asFile([...users, entry])).catch((error: NodeJS.ErrnoException) => {
    throw refuse(user.unwritable(path, error.code ?? 'unknown'))
  })
}

async function readUsers(path: string, { user, fault }: Words): Promise<readonly unknown[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw refuse(`${fault(unreadable(path, error))}.`)
  })
  if (text === undefined) return []
  let users: unknown
  try {
    users = JSON.parse(text)
  } catch {
    throw refuse(`${path} ${fault(noJson(text))}.`)
  }
  if (Array.isArray(users)) return users
  throw refuse(user.noArray(path))
}

function nameOf(user: unknown): unknown {
  return typeof user === 'object' && user !== null && 'name' in user ? user.name : undefined
}

function refuse(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
