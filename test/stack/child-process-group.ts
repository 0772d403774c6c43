import { spawn } from 'node:child_process'

/** Waits for the other end of its stdin: a line sets it free, the end of it (we are gone) makes it act. */
const WATCH = `trap '' INT TERM HUP
if read -r _; then exit 0; fi
[ -n "$1" ] && kill -s KILL -- "-$1" 2>/dev/null
[ -n "$2" ] && rm -rf -- "$2"
[ -n "$3" ] && docker rm --force --volumes "$3" >/dev/null 2>&1
exit 0`

interface TieOptions {
  /** Id of a process group to end. */
  readonly group?: number
  /** A folder to remove. */
  readonly folder?: string
  /** Id of a Docker container to remove. */
  readonly container?: string
}

/**
 * Ties a process group, a folder or a container to the life of this process, even when this process gets a SIGKILL:
 * a shell of its own session reads a pipe that only we hold, and acts when it breaks.
 * @returns what lets go of it again, because it has ended in order
 */
export function tieToParent({ group, folder, container }: TieOptions): () => void {
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'leash', `${group ?? ''}`, folder ?? '', container ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.on('error', () => undefined)
  watcher.stdin.on('error', () => undefined)
  watcher.unref()
  let held = true
  return () => {
    if (!held) return
    held = false
    watcher.stdin.end('free\n')
  }
}
