import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Words } from '../words/index.js'

interface Written {
  readonly folder: string
  readonly user: string
  readonly account: string
}

const producer = 'node --env-file=.env apps/producer/dist/main.js'
const worker = 'node --env-file=.env --max-semi-space-size=16 apps/worker/dist/main.js'

/** What to do after `init`, as commands to copy: those that the folder has what for. No program reads a `.env` by itself. */
export function nextSteps({ folder, user, account }: Written, { init: { next } }: Words): string[] {
  const from = relative(process.cwd(), resolve(folder))
  const isClone = existsSync(join(folder, 'apps/producer'))
  const hasCompose = existsSync(join(folder, 'docker-compose.yml'))
  const compose = ['  chmod a+r users.json accounts.json', '  docker compose up --build --scale worker=2']
  const node = [`  ${producer}`, `  ${worker}`]
  return [
    next.title,
    ...(from === '' ? [] : [next.folder(folder)]),
    ...(hasCompose ? [next.compose, ...compose] : []),
    ...(isClone ? [next.node, ...node] : []),
    ...(isClone || hasCompose ? [] : [next.elsewhere, ...node]),
    next.message,
    `  export DISPARO_USER=${user} DISPARO_ACCOUNT=${account} DISPARO_PASSWORD=…`,
    '  disparo account',
  ]
}
