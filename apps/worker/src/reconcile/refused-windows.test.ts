import { expect, it } from 'vitest'
import { openRefusedWindows } from './refused-windows.js'

const slice = (n: number) => ({ n, length: 1, total: 5, open: 5 })

it('remembers when a window was refused until it is given', () => {
  const windows = openRefusedWindows()
  windows.refused({ first: 10, last: 12 }, 400_000)
  windows.done({ first: 11, last: 11 })
  expect(windows.seen([slice(9), slice(10), slice(11)])).toEqual([
    slice(9),
    { ...slice(10), refusedAt: 400_000 },
    slice(11),
  ])
})

it('asks for half as much after each refusal, down to one slice, and for more again as it is given', () => {
  const windows = openRefusedWindows()
  const asked = () => windows.narrowed({ first: 100, last: 107 }).last - 99
  expect(asked()).toBe(8)
  windows.refused({ first: 100, last: 107 }, 1)
  expect(asked()).toBe(4)
  for (let i = 0; i < 5; i++) windows.refused(windows.narrowed({ first: 100, last: 107 }), 1)
  expect(asked()).toBe(1)
  windows.done({ first: 100, last: 100 })
  expect(asked()).toBe(2)
})
