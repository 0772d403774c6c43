import { useEffect, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { useBatches } from '../../api/batches.js'
import { Answer } from '../../parts/answer.js'
import { Blank } from '../../parts/blank.js'
import { buttonClass } from '../../parts/button.js'
import { Field, Select } from '../../parts/field.js'
import { Page } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useWords } from '../../words/use-words.js'
import styles from './campaigns-screen.module.css'
import { CampaignsTable } from './campaigns-table.js'
import { type Filter, readFilter, writeFilter } from './filter.js'
import { batchStates } from './state-tone.js'

/** All campaigns of an account, the newest first. */
export function CampaignsScreen() {
  const words = useWords()
  const { account, may } = useSigned()
  const filter = readFilter(useSearch())
  const [path, go] = useLocation()
  const change = (next: Filter) => go(`${path}${writeFilter(next)}`, { replace: true })
  const polled = useBatches({ account, ...filter })
  const isFiltered = filter.state !== undefined || filter.q !== undefined
  const create = may('send') ? (
    <Link className={buttonClass('primary')} href={`/${account}/new`}>
      {words.campaigns.one}
    </Link>
  ) : null
  const { title, advice } = isFiltered ? words.campaigns.noMatch : words.campaigns.empty
  return (
    <Page title={words.campaigns.title} windowTitle={words.campaigns.title} actions={create}>
      <FilterFields filter={filter} change={change} />
      <Answer of={polled} lines={8}>
        {({ batches, next }) =>
          batches.length === 0 && next === undefined ? (
            <Blank title={title} advice={advice} action={isFiltered ? null : create} />
          ) : (
            <CampaignsTable
              key={writeFilter(filter)}
              batches={batches}
              isFirst={filter.after === undefined}
              next={next && `${path}${writeFilter({ ...filter, after: next })}`}
              first={filter.after && `${path}${writeFilter({ ...filter, after: undefined })}`}
            />
          )
        }
      </Answer>
    </Page>
  )
}

interface FilterFieldsProps {
  readonly filter: Filter
  readonly change: (filter: Filter) => void
}

const typingMs = 350

function FilterFields({ filter, change }: FilterFieldsProps) {
  const words = useWords()
  const [q, setQ] = useState(filter.q ?? '')
  useEffect(() => {
    const wanted = q.trim() || undefined
    if (wanted === filter.q) return
    const timer = setTimeout(() => change({ state: filter.state, q: wanted }), typingMs)
    return () => clearTimeout(timer)
  })
  return (
    <search className={styles.filter}>
      <Field
        label={words.campaigns.searchLabel}
        placeholder={words.campaigns.searchHint}
        type="search"
        maxLength={100}
        value={q}
        onChange={({ target }) => setQ(target.value)}
      />
      <Select
        label={words.campaigns.stateLabel}
        value={filter.state ?? ''}
        onChange={({ target }) =>
          change({ q: filter.q, state: batchStates.find((each) => each === target.value) })
        }
      >
        <option value="">{words.campaigns.allStates}</option>
        {batchStates.map((state) => (
          <option key={state} value={state}>
            {words.states[state]}
          </option>
        ))}
      </Select>
    </search>
  )
}
