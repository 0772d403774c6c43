import type { Writable } from 'node:stream'

/** As of a program that ends by SIGPIPE, which Node never does: 128 and the signal's number. */
const brokenPipe = 141

/** Ends quietly once nobody reads any more, as in `disparo … | head`; any other error of an output is told. */
export function exitOnBrokenPipe(
  { stdout, stderr }: { readonly stdout: Writable; readonly stderr: Writable },
  exit: (code: number) => void,
): void {
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return exit(brokenPipe)
    stderr.write(`The output cannot be written (${error.code ?? 'unknown'}).\n`)
    exit(1)
  }
  stdout.on('error', onError)
  stderr.on('error', () => exit(brokenPipe))
}
