import { chooseImages } from './choose-images.js'
import { findCompose } from './find-compose.js'
import { type DockerOptions, HELP, parseOptions } from './options.js'
import { runTests } from './run-tests.js'
import { summary } from './summary.js'
import { tryStack } from './try-stack.js'

const INTERRUPTED = 130

/** @returns whether all went as promised */
async function dockerTest({ parts, json }: DockerOptions, signal: AbortSignal): Promise<boolean> {
  // With --json stdout belongs to the result alone.
  const out = json ? process.stderr : process.stdout
  const say = (line: string) => void out.write(`${line}\n`)
  const { compose, engine } = await findCompose()

  const images = await chooseImages(say)
  const stack = parts.includes('stack') ? await tryStack({ compose, images, say, signal }) : undefined
  if (stack) say(summary(stack, engine))
  for (const problem of stack?.problems ?? []) say(`Not as promised: ${problem}`)

  if (parts.includes('tests')) say('Running the tests with a Redis in a container')
  const testsPassed = parts.includes('tests') ? await runTests(images, signal) : undefined
  if (testsPassed !== undefined) say(testsPassed ? 'The tests passed' : 'Not as promised: a test failed')

  if (json) process.stdout.write(`${JSON.stringify({ engine, stack, testsPassed })}\n`)
  return (stack?.problems ?? []).length === 0 && testsPassed !== false
}

async function main(): Promise<number> {
  const interruption = new AbortController()
  const interrupt = () => {
    // Who asks twice is not made to wait, and has to clear up alone.
    if (interruption.signal.aborted) process.exit(INTERRUPTED)
    interruption.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  const options = parseOptions(process.argv.slice(2))
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  return dockerTest(options, interruption.signal).then(
    (kept) => (kept ? 0 : 1),
    (error: unknown) => {
      if (interruption.signal.aborted) return INTERRUPTED
      throw error
    },
  )
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const wrongOption = error instanceof TypeError && process.argv.length > 2
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (wrongOption) process.stderr.write(`\n${HELP}`)
    process.exitCode = wrongOption ? 2 : 1
  },
)
