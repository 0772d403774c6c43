import { describe, expect, it } from 'vitest'
import { moments } from './moment.js'
import type { Piece } from './relay.js'

function piece(text: string, { seen = 0, asked = '' } = {}): Piece {
  return { direction: 'in', chunk: Buffer.from(text.slice(seen), 'latin1'), text, seen, asked }
}

const go = '*2\r\n$2\r\ngo\r\n:1\r\n'

describe('a moment', () => {
  it('is counted as often as it is in a piece', () => {
    expect(moments.begun.countIn(piece(`:1\r\n${go}${go}`))).toBe(2)
    expect(moments.begun.countIn(piece('*2\r\n$4\r\nwait\r\n:1\r\n'))).toBe(0)
  })

  it('that came in two pieces is counted with the second, once', () => {
    for (let cut = 1; cut < go.length; cut++) {
      const first = moments.begun.countIn(piece(go.slice(0, cut)))
      const second = moments.begun.countIn(piece(go, { seen: cut }))
      expect(first + second).toBe(1)
    }
  })

  it('of an answer knows what was asked', () => {
    const answer = 'HTTP/1.1 200 OK\r\n'
    const get = piece(answer, { asked: 'GET /platform/reports' })
    const post = piece(answer, { asked: 'POST /platform/message' })
    expect([moments.reportAnswered.countIn(get), moments.answered.countIn(get)]).toEqual([1, 0])
    expect([moments.reportAnswered.countIn(post), moments.answered.countIn(post)]).toEqual([0, 1])
  })
})
