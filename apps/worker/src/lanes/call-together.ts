import { isTransientError } from '@disparo/core/internal/redis'

interface Waiting<Input, Output> {
  readonly input: Input
  readonly resolve: (output: Output) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets inputs go to `call` together: those of one turn of the event loop, and those that come while a call is under way. Nobody
 * waits for others to come. They keep their order, and each is answered, or fails, by itself.
 * @param call - answers for each input, in their order; who fails has an error in place of an answer. Calling it again with
 * an input must be safe: where all of a call fail at once, each is tried alone, so that a fault falls on who has it
 * @param most - inputs of one call
 */
export function callTogether<Input, Output>(
  call: (inputs: readonly Input[]) => Promise<readonly (Output | Error)[]>,
  most: number,
): (input: Input) => Promise<Output> {
  const waiting: Waiting<Input, Output>[] = []
  let isUnderWay = false

  const run = async (group: readonly Waiting<Input, Output>[]): Promise<void> => {
    try {
      const outputs = await call(group.map(({ input }) => input))
      for (const [index, { resolve, reject }] of group.entries()) {
        const output = outputs[index]
        if (output instanceof Error) reject(output)
        else resolve(output as Output)
      }
    } catch (error) {
      if (group.length > 1 && !isTransientError(error)) for (const one of group) await run([one])
      else for (const { reject } of group) reject(error)
    }
  }
  const runAll = async (): Promise<void> => {
    while (waiting.length > 0) await run(waiting.splice(0, most))
    isUnderWay = false
  }
  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject })
      if (isUnderWay) return
      isUnderWay = true
      setImmediate(runAll)
    })
}
