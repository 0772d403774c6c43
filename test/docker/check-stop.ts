import { setTimeout } from 'node:timers/promises'
import type { ComposeStack } from './compose-stack.js'
import { inspectContainers } from './container.js'
import { runCommand } from './run-command.js'

const START_DEADLINE_MS = 30_000
const LOOK_MS = 200

/** Stops all, and names who did not end by themselves after SIGTERM; `killed` had been killed before. */
export async function checkStop(stack: ComposeStack, killed: string): Promise<string[]> {
  await stack.stop()
  return (await stack.containers())
    .filter(({ id, exitCode }) => id !== killed && exitCode !== 0)
    .map(({ name, exitCode }) => `${name} was stopped with exit code ${exitCode}`)
}

/** Whether SIGTERM reaches the program of the sandbox's image where nothing stands between it and Docker. */
export async function checkFirstProcess(image: string): Promise<string[]> {
  const credentials = ['--env', 'SANDBOX_USERNAME=sandbox', '--env', 'SANDBOX_PASSWORD=sandbox']
  const { stdout } = await runCommand([
    'docker',
    'run',
    '--detach',
    '--network',
    'none',
    ...credentials,
    image,
  ])
  const id = stdout.trim()
  try {
    await untilListening(id)
    await runCommand(['docker', 'stop', id])
    const [container] = await inspectContainers([id])
    return container?.exitCode === 0
      ? []
      : [`without an init, the sandbox was stopped with exit code ${container?.exitCode}`]
  } finally {
    await runCommand(['docker', 'rm', '--force', '--volumes', id])
  }
}

async function untilListening(id: string): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS
  for (;;) {
    const { stdout } = await runCommand(['docker', 'logs', id])
    if (stdout.includes('app:listening')) return
    if (performance.now() >= deadline) throw new Error('The sandbox does not start')
    await setTimeout(LOOK_MS)
  }
}
