import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tieToParent } from './child-process-group.js'

/** What is kept of a child's output, in characters: the last ones, for the message when it fails. */
const KEPT_OUTPUT = 64 * 1024

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface Child {
  readonly pid: number
  /** The last 64 Ki characters of stdout and stderr together. */
  output(): string
  readonly exited: Promise<Exit>
  /** Calls back for every complete line of stdout, from now on. */
  onLine(listener: (line: string) => void): void
  /** Asks it to end, by SIGTERM; still there after `deadlineMs` (default 60,000), it is killed. */
  stop(signal?: NodeJS.Signals, deadlineMs?: number): Promise<Exit>
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<Exit>
}

interface ChildOptions {
  readonly command: string
  readonly args: readonly string[]
  /** All of its environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd?: string
}

/**
 * Starts a process that ends with this one. It leads a process group of its own, so Ctrl-C reaches
 * only us, and we stop things in order.
 */
export async function startChild({ command, args, env, cwd }: ChildOptions): Promise<Child> {
  const child = spawn(command, args, {
    env,
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  await once(child, 'spawn')
  const pid = child.pid as number
  const letGo = tieToParent({ group: pid })
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', letGo)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })

  let kept = ''
  const listeners: ((line: string) => void)[] = []
  const keep = (text: string) => {
    kept = (kept + text).slice(-KEPT_OUTPUT)
  }
  child.stderr.setEncoding('utf8').on('data', keep)
  let partial = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    keep(text)
    const lines = (partial + text).split('\n')
    partial = lines.pop() ?? ''
    for (const line of lines) for (const listener of listeners) listener(line)
  })

  return {
    pid,
    output: () => kept,
    exited,
    onLine: (listener) => void listeners.push(listener),
    stop: async (signal = 'SIGTERM', deadlineMs = 60_000) => {
      child.kill(signal)
      const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
      return exited.finally(() => clearTimeout(deadline))
    },
    kill: () => {
      child.kill('SIGKILL')
      return exited
    },
  }
}
