import type { Account, Lane } from '@disparo/api'
import { Moment } from '../../parts/moment.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { Pill } from '../../parts/pill.js'
import { Table } from '../../parts/table.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'

const lanes = ['urgent', 'bulk'] as const satisfies readonly Lane[]

/** What waits in each lane, and who works on it. */
export function LanesPanel({ state }: { readonly state: Account }) {
  const { format } = useSpeech()
  const { account: words } = useMoreWords()
  const { laneColumns: lane, workerColumns: worker } = words
  return (
    <Panel title={words.lanes}>
      <Table
        caption={words.lanes}
        rows={lanes}
        keyOf={(id) => id}
        columns={[
          {
            id: 'lane',
            title: lane.lane,
            isName: true,
            cell: (id) => <LaneName id={id} isPaused={state.lanes[id].paused} />,
          },
          ...(['waiting', 'active', 'delayed'] as const).map((count) => ({
            ...{ id: count, title: lane[count], isNumber: true },
            cell: (id: Lane) => format.number(state.lanes[id][count]),
          })),
        ]}
      />
      <h3>{words.workers}</h3>
      {state.workers.length === 0 ? (
        state.hasWorker ? null : (
          <Notice tone="bad" title={words.noWorkers} />
        )
      ) : (
        <Table
          caption={words.workers}
          rows={state.workers}
          keyOf={({ name }) => name}
          columns={[
            { id: 'name', title: worker.name, isName: true, cell: ({ name }) => name },
            { id: 'version', title: worker.version, cell: ({ version }) => <span>{version}</span> },
            { id: 'since', title: worker.since, cell: ({ since }) => <Moment at={since} /> },
            { id: 'seen', title: worker.seen, cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
          ]}
        />
      )}
    </Panel>
  )
}

function LaneName({ id, isPaused }: { readonly id: Lane; readonly isPaused: boolean }) {
  const { account: words } = useMoreWords()
  return (
    <span>
      {words.laneNames[id]} {isPaused ? <Pill tone="warn">{words.paused}</Pill> : null}
    </span>
  )
}
