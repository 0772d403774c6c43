import type { Image } from './image.js'

/** Sources, and what only their compilers and debuggers read. */
const SOURCE = /\.(?:[cm]?ts|tsx|map|tsbuildinfo)$/
const DEVELOPMENT =
  /\/node_modules\/(?:typescript|vitest|vite|@biomejs|@typescript|@types|fast-check|testcontainers|playwright-core)\//
const SECRET = /PASS|SECRET|TOKEN|CREDENTIAL|_AUTH|PRIVATE/i
const EXAMPLES = 3

/** What of an image is not as it should be, in words; empty when all is well. */
export function judgeImage(image: Image): string[] {
  const { user, command, hasHealthCheck, variables, history, files, writable } = image
  return [
    ...(['', 'root', '0'].includes(user.split(':')[0] ?? '') ? ['it runs as root'] : []),
    ...(command[0] === 'node' ? [] : ['its program is not what gets the signals']),
    ...(hasHealthCheck ? [] : ['it has no health check']),
    ...(files.length > 0 ? [] : ['it has no files']),
    ...found(
      'sources',
      files.filter((file) => SOURCE.test(file)),
    ),
    ...found(
      'development packages',
      files.filter((file) => DEVELOPMENT.test(file)),
    ),
    ...found('files that the program may change', writable),
    ...found(
      'variables that look like secrets',
      variables.filter((name) => SECRET.test(name)),
    ),
    ...found(
      'layers that look like secrets',
      history.filter((layer) => SECRET.test(layer)),
    ),
  ]
}

function found(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return []
  return [`it has ${names.length} ${what}: ${names.slice(0, EXAMPLES).join(', ')}`]
}
