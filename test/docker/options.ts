import { parseArgs } from 'node:util'

const PARTS = ['stack', 'tests'] as const
type Part = (typeof PARTS)[number]

export const HELP = `Usage: npm run test:docker -- [options]

stack: builds the images and looks into them, brings up docker-compose.yml with the sandbox in place of Hi Platform, sends
       a batch and urgent messages, meanwhile goes from one worker to four and kills one, and takes it all down.
tests: runs all tests with a Redis in a container; a quarter of an hour.

Options:
  --only PART   stack or tests (default: both)
  --json        print the result as one JSON object, the only line on stdout
  --help        print this

Needs Docker and Docker Compose (2, or 1.29), and says so where they do not answer. Where packages come from a registry
of your own, set NPM_CONFIG_REGISTRY. The exit code is 0 when all went as promised, 1 when not, 2 for a wrong option.
`

export interface DockerOptions {
  readonly parts: readonly Part[]
  readonly json: boolean
  readonly help: boolean
}

/** @throws TypeError for an option or a part that is not known */
export function parseOptions(args: readonly string[]): DockerOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const { only, json, help } = values
  const parts = PARTS.filter((part) => only === undefined || part === only)
  if (parts.length === 0) throw new TypeError(`--only must be one of ${PARTS.join(', ')}`)
  return { parts, json, help }
}
