import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { useKeptState } from '../../api/kept-state.js'
import { Blank } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Notice } from '../../parts/notice.js'
import { Page } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { CheckStep } from './check-step.js'
import { ColumnsStep } from './columns-step.js'
import type { Draft } from './draft.js'
import { FileStep } from './file-step.js'
import styles from './new-screen.module.css'
import { type Step, StepList } from './step-list.js'
import { TestStep } from './test-step.js'
import { WhenStep } from './when-step.js'

/** The campaign that is corrected. */
const intoOf = (search: string) => /^[0-9a-f-]{36}$/.exec(new URLSearchParams(search).get('into') ?? '')?.[0]

const all = ['file', 'columns', 'check', 'test', 'when'] as const
/** Corrections go as the campaign goes: nothing is asked of when. */
const ofCorrection = ['file', 'columns', 'check', 'when'] as const

/** How far a campaign is made. */
interface Made {
  readonly step: Step
  readonly draft: Draft | undefined
}
const begun: Made = { step: 'file', draft: undefined }

/** A campaign from its file to the moment it is sent, or corrections of one. */
export default function NewScreen() {
  const words = useWords()
  const { wizard, campaign } = useMoreWords()
  const { account, session, may } = useSigned()
  const into = intoOf(useSearch())
  const [, go] = useLocation()
  const made = useKeptState<Made>(session.user, `${account} ${into}`, begun)
  const { step, draft } = made.state
  const [isSent, setIsSent] = useState(false)
  const place = useFocusedStep(step)
  const steps: readonly Step[] = into === undefined ? all : ofCorrection
  const startAnew = () => {
    made.setState(begun)
    setIsSent(false)
  }
  const title = into === undefined ? wizard.title : wizard.correctTitle
  const back =
    into === undefined ? (
      <Link href={`/${account}/campaigns`}>← {words.campaigns.title}</Link>
    ) : (
      <Link href={`/${account}/campaigns/${into}`}>← {campaign.title}</Link>
    )
  if (!may('send'))
    return (
      <Page title={title} windowTitle={title} back={back}>
        <Blank title={words.troubles.forbidden.title} advice={words.troubles.forbidden.advice} />
      </Page>
    )
  // Who may not see the campaign is told here that it is on its way.
  if (isSent)
    return (
      <Page key="sent" title={wizard.sent.title} windowTitle={wizard.sent.title}>
        <Blank
          live
          title={wizard.sent.title}
          advice={wizard.sent.advice}
          action={<Button onClick={startAnew}>{words.campaigns.one}</Button>}
        />
      </Page>
    )
  const goTo = (next: Step) => made.setState((now) => ({ ...now, step: next }))
  const move = (by: 1 | -1) => goTo(steps[steps.indexOf(step) + by] ?? step)
  const change = (next: Partial<Draft>) =>
    made.setState((now) => (now.draft ? { ...now, draft: { ...now.draft, ...next } } : now))
  const common = {
    change,
    into,
    onNext: () => move(1),
    onBack: () => move(-1),
    onOtherFile: () => goTo('file'),
  }
  return (
    <Page
      title={title}
      windowTitle={title}
      back={back}
      lead={into === undefined ? undefined : wizard.correctLead}
    >
      {made.isBack ? <Notice live tone="info" title={wizard.keptOver} /> : null}
      <StepList steps={steps} now={step} onGo={goTo} />
      <div className={styles.step} key={step} ref={place}>
        {step === 'file' || !draft ? (
          <FileStep
            draft={draft}
            onRead={(read) => made.setState((now) => ({ ...now, draft: read }))}
            onNext={common.onNext}
          />
        ) : null}
        {step === 'columns' && draft ? <ColumnsStep draft={draft} {...common} /> : null}
        {step === 'check' && draft ? <CheckStep draft={draft} {...common} /> : null}
        {step === 'test' && draft ? <TestStep draft={draft} {...common} /> : null}
        {step === 'when' && draft ? (
          <WhenStep
            draft={draft}
            {...common}
            onSent={(id) => (may('read') ? go(`/${account}/campaigns/${id}`) : setIsSent(true))}
          />
        ) : null}
      </div>
    </Page>
  )
}

/** Coming from another step, the focus goes to the heading of this one, so that it is read out. */
function useFocusedStep(step: Step) {
  const place = useRef<HTMLDivElement>(null)
  const last = useRef(step)
  useEffect(() => {
    if (last.current === step) return
    last.current = step
    const heading = place.current?.querySelector('h2')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
  }, [step])
  return place
}
