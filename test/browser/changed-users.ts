import { readFile } from 'node:fs/promises'
import { writeJsonFile } from '../stack/json-file.js'
import { newServiceUser, usersFileEntries } from '../stack/service-user.js'
import { startApp } from '../stack/start-app.js'
import { urlOf } from '../stack/start-programs.js'
import type { ConsoleStack } from './console-stack.js'

interface ProducerOfLater {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * One more producer, as the first one would be if it were started anew after `ana` had got another password and `leitura`
 * had been removed: users are read at the start.
 */
export async function startWithChangedUsers({
  redis,
  accountsFile,
  usersFile,
}: ConsoleStack): Promise<ProducerOfLater> {
  const users = JSON.parse(await readFile(usersFile, 'utf8')) as { readonly name: string }[]
  const [another] = usersFileEntries([newServiceUser('ana')])
  const changed = await writeJsonFile(
    'users',
    users.filter(({ name }) => name !== 'leitura').map((user) => (user.name === 'ana' ? another : user)),
  )
  const producer = await startApp({
    name: 'producer',
    entry: 'apps/producer/dist/main.js',
    env: {
      PORT: '0',
      REDIS_URL: redis.url,
      DISPARO_ACCOUNTS: accountsFile,
      DISPARO_USERS: changed.path,
    },
  })
  return {
    url: urlOf(producer),
    stop: async () => {
      await producer.stop()
      await changed.remove()
    },
  }
}
