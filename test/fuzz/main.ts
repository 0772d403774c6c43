import { randomInt } from 'node:crypto'
import { fuzzClient } from './client/fuzz-client.js'
import { type FuzzOptions, HELP, parseOptions } from './options.js'
import { fuzzProducer } from './producer/fuzz-producer.js'
import { isFlat } from './producer/memory.js'

/** Fewer are no more than a warm-up. */
const requestsForMemory = 20_000

/** @returns whether every promise was kept. @throws Error with the smallest case that broke one */
async function fuzz({ runs, answers, seed, json }: FuzzOptions): Promise<boolean> {
  // With --json stdout belongs to the result alone.
  const out = json ? process.stderr : process.stdout
  const say = (line: string) => void out.write(`${line}\n`)
  say(`${runs} requests at the door, ${answers} answers at the client, --seed ${seed}`)
  const door = await fuzzProducer({ requests: runs, seed, say })
  say(`At the door: ${JSON.stringify(door)}`)
  const client = await fuzzClient({ answers, seed, say })
  say(`At the client: ${JSON.stringify(client)}`)
  const memoryIsFlat = runs < requestsForMemory || isFlat(door.memoryMiB)
  if (!memoryIsFlat) say('The memory of the producer grows.')
  if (json) process.stdout.write(`${JSON.stringify({ seed, memoryIsFlat, door, client })}\n`)
  return memoryIsFlat
}

async function main(): Promise<void> {
  let options: FuzzOptions
  try {
    options = parseOptions(process.argv.slice(2), randomInt(2 ** 31))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  try {
    if (!(await fuzz(options))) process.exitCode = 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

await main()
