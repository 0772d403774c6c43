import type { Act } from '@disparo/api'
import { Link } from 'wouter'
import { useActs } from '../../api/account.js'
import { Answer } from '../../parts/answer.js'
import { Moment } from '../../parts/moment.js'
import { Panel } from '../../parts/page.js'
import { Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'

/** Who did what lately. */
export function ActsPanel() {
  const { account: words } = useMoreWords()
  const { account } = useSigned()
  const polled = useActs(account)
  const { at, by, what } = words.actColumns
  const told = (act: Act) => [words.actions[act.action], act.count, act.what].filter(Boolean).join(' · ')
  return (
    <Panel title={words.acts}>
      <Answer of={polled}>
        {({ acts }) =>
          acts.length === 0 ? (
            <p>{words.noActs}</p>
          ) : (
            <Table
              caption={words.acts}
              rows={acts}
              keyOf={({ id }) => id}
              columns={[
                { id: 'at', title: at, cell: (act) => <Moment at={act.at} /> },
                { id: 'by', title: by, isName: true, cell: (act) => act.by ?? '—' },
                {
                  id: 'what',
                  title: what,
                  isWide: true,
                  cell: (act) =>
                    act.batch ? (
                      <Link href={`/${account}/campaigns/${act.batch}`}>{told(act)}</Link>
                    ) : (
                      told(act)
                    ),
                },
              ]}
            />
          )
        }
      </Answer>
    </Panel>
  )
}
