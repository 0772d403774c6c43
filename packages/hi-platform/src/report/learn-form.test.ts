import fc from 'fast-check'
import { expect, test } from 'vitest'
import { learnForm } from './learn-form.js'

const heard = (seen: readonly string[]) =>
  seen.reduce((habit, one) => learnForm(habit, one), { latest: [] } as ReturnType<typeof learnForm>)
const times = (count: number, form: string) => Array<string>(count).fill(form)

test('a form counts from 20 pairs of which 95 % agree, and not before', () => {
  expect(heard(times(19, 'a')).form).toBeUndefined()
  expect(heard(times(20, 'a')).form).toBe('a')
  expect(heard([...times(10, 'a'), 'b', ...times(9, 'a')]).form).toBe('a')
  expect(heard([...times(10, 'a'), 'b', 'b', ...times(8, 'a')]).form).toBeUndefined()
})

test('it is dropped when 20 newer ones disagree, and not before', () => {
  const learnt = times(20, 'a')
  expect(heard([...learnt, ...times(19, 'b')]).form).toBe('a')
  expect(heard([...learnt, ...times(20, 'b')]).form).toBe('b')
  expect(heard([...learnt, ...times(10, 'b'), ...times(10, 'c')]).form).toBeUndefined()
  expect(heard([...learnt, ...times(19, 'b'), 'a', ...times(19, 'b')]).form).toBe('a')
})

test('what is kept is bounded, and what counts is what the rule says of all that was heard', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<string>('a', 'a', 'a', 'a', 'a', 'a', 'b'), { maxLength: 120 }),
      (seen) => {
        let form: string | undefined
        for (let end = 1; end <= seen.length; end++) {
          const latest = seen.slice(Math.max(0, end - 20), end)
          if (form !== undefined && latest.length === 20 && !latest.includes(form)) form = undefined
          form ??= ['a', 'b'].find((each) => latest.filter((one) => one === each).length >= 19)
        }
        expect(heard(seen)).toEqual({ latest: seen.slice(-20), ...(form ? { form } : {}) })
      },
    ),
  )
})
