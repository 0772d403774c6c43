import { strict as assert } from 'node:assert'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { repositoryRoot } from '../../stack/repository.js'
import type { Clause } from '../clause.js'
import type { Session } from '../service.js'
import { type Answer, postTemplate } from './ask.js'
import { ownTime, readReport } from './ask-report.js'
import { ReportItem, read, Taken } from './shapes.js'

/** Every body of seed 001, word for word. */
const examples = join(repositoryRoot, 'packages', 'core', 'src', 'message', 'fixtures')

const hasComment = / \/\/ /

function assertTaken(session: Session, answer: Answer): void {
  assert.equal(answer.status, 200, `the message was answered ${answer.status}`)
  session.taken += 1
  if (session.service.differences.isStandIn) read(Taken, answer)
}

/** What the report says of this run's labelled messages. */
async function labelledItems(session: Session): Promise<ReportItem[]> {
  const { items } = await readReport(session, ownTime(session))
  return items
    .filter(({ externalLabel }) => externalLabel === session.label)
    .map((item) => ReportItem.parse(item))
}

/** Two programs look at two clocks, and give whole seconds. */
const CLOCKS_APART_S = 2

export const restMessages: readonly Clause[] = [
  {
    interface: 'REST',
    effect: 'sends',
    says: 'takes a message with 200',
    check: async (session) => {
      const { service, label } = session
      for (const to of service.recipients) {
        const message = { to, ...service.template, externalLabel: label }
        assertTaken(session, await postTemplate(service, JSON.stringify(message)))
      }
    },
  },
  {
    interface: 'REST',
    effect: 'tries',
    says: 'takes every example of the documentation, word for word (with comments, where it reads them)',
    check: async (session) => {
      const names = (await readdir(examples)).filter((name) => name.endsWith('.txt'))
      assert.ok(names.length >= 18)
      for (const name of names) {
        const body = await readFile(join(examples, name), 'utf8')
        const answer = await postTemplate(session.service, body)
        if (hasComment.test(body) && !session.service.differences.readsComments) {
          assert.equal(answer.status, 400)
        } else assertTaken(session, answer)
      }
    },
  },
  {
    interface: 'REST',
    effect: 'sends',
    says: 'shows each message in the report, with its recipient, template and label, and its dates in order',
    check: async (session) => {
      const { service } = session
      const items = await awaitItems(session)
      assert.deepEqual(items.map(({ recipient }) => recipient).toSorted(), service.recipients.toSorted())
      for (const item of items) {
        const { dispatchDate, sentDate = 0, receivedDate = 0, readDate = 0, ...about } = item
        assert.equal(about.origin, 'API')
        assert.equal(about.namespace, service.template.namespace)
        assert.equal(about.elementName, service.template.elementName)
        assert.match(about.sender, /^\d{8,15}$/)
        const later = [sentDate, receivedDate, readDate].filter((date) => date > 0)
        assert.ok(dispatchDate >= session.startedAt - CLOCKS_APART_S, 'it was dispatched just now')
        assert.deepEqual(
          later,
          later.toSorted((one, other) => one - other),
        )
        assert.ok(dispatchDate <= (later[0] ?? dispatchDate) + CLOCKS_APART_S, 'it was dispatched first')
      }
    },
  },
]

/** Waits until all are there, and on a stand-in until they were sent and say by whom, or it has taken too long. */
async function awaitItems(session: Session): Promise<ReportItem[]> {
  const { recipients, patienceMs, lookMs, differences } = session.service
  // The drop-in learns its sender from the same scan of the report, a moment after the statuses.
  const isThere = ({ sentDate = 0, sender }: ReportItem) =>
    (sentDate > 0 && sender !== '') || !differences.isStandIn
  const deadline = performance.now() + patienceMs
  for (;;) {
    const items = await labelledItems(session)
    const isDone = items.length >= recipients.length && items.every(isThere)
    if (isDone || performance.now() >= deadline) {
      if (differences.isStandIn) assert.ok(items.every(isThere), 'each was sent, and says by whom')
      return items
    }
    await setTimeout(lookMs)
  }
}
