import { strict as assert } from 'node:assert'
import type { Service, Session } from '../service.js'
import { type Answer, askRest } from './ask.js'
import { Report, type ReportData, read } from './shapes.js'

type ReportQuery = Readonly<Record<string, string>>

const hour = 3_600
const day = 24 * hour

/** A time in which nothing changes. Seed 001 recommends 31 days at most. */
export function steadyTime({ service, startedAt }: Session): ReportQuery {
  if (service.steadyTime) return service.steadyTime
  return service.differences.isStandIn
    ? { startDate: `${startedAt}`, endDate: `${startedAt + day}` }
    : { startDate: `${startedAt - 30 * day}`, endDate: `${startedAt - hour}` }
}

/** The time in which this run has sent. */
export function ownTime({ startedAt }: Session): ReportQuery {
  return { startDate: `${startedAt - 60}`, endDate: `${startedAt + day}` }
}

export function askReport(service: Service, query: ReportQuery): Promise<Answer> {
  return askRest(service, 'GET', `/reports/hsm?${new URLSearchParams(query)}`)
}

/** A page, 1,000 items of the steady time unless told otherwise. */
export async function readReport(session: Session, query: ReportQuery = {}): Promise<ReportData> {
  const page = { pageSize: '1000', pageNumber: '1' }
  const answer = await askReport(session.service, { ...steadyTime(session), ...page, ...query })
  assert.equal(answer.status, 200, `the report was answered ${answer.status}`)
  return read(Report, answer).data
}
