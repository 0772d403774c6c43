import { checkContainers } from './check-containers.js'
import { checkFirstProcess, checkStop } from './check-stop.js'
import type { ImageVariables } from './choose-images.js'
import { writeComposeFiles } from './compose-files.js'
import { type ComposeStack, composeStack } from './compose-stack.js'
import { readImage } from './image.js'
import { judgeImage } from './judge-image.js'
import { brokenPromises, type JobResult, resultOf } from './judge-job.js'
import { runMainJob } from './main-job.js'

export interface StackResult extends JobResult {
  readonly node: string
  readonly redis: string
  /** Megabytes of each image. */
  readonly images: Readonly<Record<string, number>>
  readonly problems: readonly string[]
}

interface TryStackDeps {
  readonly compose: readonly string[]
  readonly images: ImageVariables
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** Builds, brings up, works, scales, kills, stops; takes it down whatever happens. */
export async function tryStack({ compose, images: bases, say, signal }: TryStackDeps): Promise<StackResult> {
  const files = await writeComposeFiles(bases)
  const stack = composeStack({ compose, files, signal })
  try {
    say('Building the images')
    await stack.build()
    say('Starting Redis, sandbox, producer and a worker')
    await stack.up(1)
    const { images, problems: imageProblems } = await checkImages(stack)
    const { problems, nodeVersion: node, redisVersion: redis } = await checkContainers(stack)
    const deps = { stack, producer: await stack.producer(), sandbox: await stack.sandbox(), say, signal }
    const job = await runMainJob(deps)
    say('All sent; following their statuses by the report')
    const result = await resultOf(deps, job)
    say('Stopping')
    const stopProblems = await checkStop(stack, job.killed)
    return {
      ...{ ...result, node, redis, images },
      problems: [...imageProblems, ...problems, ...brokenPromises(result), ...stopProblems],
    }
  } finally {
    await stack.down()
    await files.remove()
  }
}

async function checkImages(stack: ComposeStack) {
  const images: Record<string, number> = {}
  const problems: string[] = []
  for (const service of ['producer', 'worker', 'sandbox'] as const) {
    const [container] = await stack.containers(service)
    if (container === undefined) throw new Error(`There is no ${service}`)
    const image = await readImage(container.image)
    images[service] = image.megabytes
    problems.push(...judgeImage(image).map((problem) => `The image of the ${service}: ${problem}`))
    if (service === 'sandbox') problems.push(...(await checkFirstProcess(container.image)))
  }
  return { images, problems }
}
