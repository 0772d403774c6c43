import { describe, expect, it } from 'vitest'
import { judgeReported, type ReportedMessage } from './judge-reported.js'

const truth = {
  n: 1,
  to: '5511900000001',
  elementName: 'aviso',
  upstreamId: 'id',
  dispatchDate: 10,
  sentDate: 11,
  receivedDate: 12,
}
const shown: ReportedMessage = { to: truth.to, status: 'received', dates: { sentDate: 11, receivedDate: 12 } }

describe('judgeShown', () => {
  it('counts who has come so far, and agrees with what is true', () => {
    expect(judgeReported([shown], [truth])).toEqual({ sent: 1, received: 1, read: 0, statusMismatches: 0 })
  })

  it('asks for no dates where an interface shows none', () => {
    const { dates: _, ...word } = shown
    expect(judgeReported([word], [truth]).statusMismatches).toBe(0)
  })

  it.each<[string, ReportedMessage[]]>([
    ['a message that is not shown', []],
    ['a status that is behind', [{ to: truth.to, status: 'sent' }]],
    ['a status that is ahead', [{ to: truth.to, status: 'read' }]],
    ['a date that is wrong', [{ ...shown, dates: { sentDate: 11, receivedDate: 13 } }]],
    ['a date that is missing', [{ ...shown, dates: { sentDate: 11 } }]],
  ])('tells of %s', (_title, messages) => {
    expect(judgeReported(messages, [truth]).statusMismatches).toBe(1)
  })
})
