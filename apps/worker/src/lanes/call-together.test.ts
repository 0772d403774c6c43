import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { callTogether } from './call-together.js'

/** A call that is answered when the test says so. */
function openCall() {
  const calls: {
    readonly inputs: readonly number[]
    answer: (outputs: readonly (string | Error)[]) => void
  }[] = []
  const call = (inputs: readonly number[]) =>
    new Promise<readonly (string | Error)[]>((answer) => void calls.push({ inputs, answer }))
  return { calls, call }
}
const textOf = (input: number) => `of ${input}`
const replyError = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' })

describe('what is asked for at the same time', () => {
  it('goes in one call, in its order, and each is given its own answer', async () => {
    const { calls, call } = openCall()
    const ask = callTogether(call, 50)
    const answers = Promise.all([ask(1), ask(2), ask(3)])
    await setImmediate()
    expect(calls.map(({ inputs }) => inputs)).toEqual([[1, 2, 3]])
    calls[0]?.answer([1, 2, 3].map(textOf))
    expect(await answers).toEqual(['of 1', 'of 2', 'of 3'])
  })

  it('gathers while a call is under way, at most so many a call, and alone waits for nobody', async () => {
    const { calls, call } = openCall()
    const ask = callTogether(call, 2)
    const first = ask(1)
    await setImmediate()
    expect(calls.map(({ inputs }) => inputs)).toEqual([[1]])
    const others = Promise.all([ask(2), ask(3), ask(4)])
    await setImmediate()
    expect(calls).toHaveLength(1)
    calls[0]?.answer(['of 1'])
    expect(await first).toBe('of 1')
    await setImmediate()
    expect(calls.map(({ inputs }) => inputs)).toEqual([[1], [2, 3]])
    calls[1]?.answer(['of 2', 'of 3'])
    await setImmediate()
    calls[2]?.answer(['of 4'])
    expect(await others).toEqual(['of 2', 'of 3', 'of 4'])
    const last = ask(5)
    await setImmediate()
    expect(calls[3]?.inputs).toEqual([5])
    calls[3]?.answer(['of 5'])
    expect(await last).toBe('of 5')
  })
})

describe('a fault', () => {
  it('of one is that of no other', async () => {
    const ask = callTogether(
      async (inputs: readonly number[]) =>
        inputs.map((input) => (input === 2 ? replyError('WRONGTYPE') : textOf(input))),
      50,
    )
    const [one, two, three] = await Promise.allSettled([ask(1), ask(2), ask(3)])
    expect([one, three]).toMatchObject([{ value: 'of 1' }, { value: 'of 3' }])
    expect(two).toMatchObject({ status: 'rejected', reason: { message: 'WRONGTYPE' } })
  })

  it('of the whole call falls on who has it, for each is tried alone then', async () => {
    const ask = callTogether(async (inputs: readonly number[]) => {
      if (inputs.includes(2)) throw new TypeError('no such text')
      return inputs.map(textOf)
    }, 50)
    const [one, two, three] = await Promise.allSettled([ask(1), ask(2), ask(3)])
    expect([one, three]).toMatchObject([{ value: 'of 1' }, { value: 'of 3' }])
    expect(two).toMatchObject({ status: 'rejected', reason: { name: 'TypeError' } })
    expect(await ask(4)).toBe('of 4')
  })

  it('of Redis’s state is that of all, at once', async () => {
    let calls = 0
    const ask = callTogether(async (_: readonly number[]): Promise<readonly string[]> => {
      calls += 1
      throw replyError('OOM command not allowed')
    }, 50)
    const settled = await Promise.allSettled([ask(1), ask(2)])
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(calls).toBe(1)
  })
})
