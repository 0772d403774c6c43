import { writeFileSync } from 'node:fs'
import { startConsoleStack } from './console-stack.js'
import { seedCampaigns } from './seed-campaigns.js'

const stack = await startConsoleStack()
process.on('SIGTERM', () => void stack.stop().then(() => process.exit(0)))
await seedCampaigns(stack)
const found = { url: stack.url, users: stack.users, sandbox: stack.sandbox.url, account: stack.account }
writeFileSync(process.argv[2] ?? '/tmp/console.json', JSON.stringify(found))
process.stdout.write(`${JSON.stringify(found)}\n`)
