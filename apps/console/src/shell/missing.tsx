import { Link } from 'wouter'
import { Blank, Loading } from '../parts/blank.js'
import { buttonClass } from '../parts/button.js'
import { Page } from '../parts/page.js'
import { useWords } from '../words/use-words.js'
import { useSigned } from './session.js'

/** An address that is none. */
export function Missing() {
  const words = useWords()
  const { account } = useSigned()
  const { title, advice } = words.troubles.missing
  return (
    <Page title={title} windowTitle={title}>
      <Blank
        title={title}
        advice={advice}
        action={
          <Link className={buttonClass('primary')} href={`/${account}/campaigns`}>
            {words.nav.campaigns}
          </Link>
        }
      />
    </Page>
  )
}

/** A screen is being loaded. */
export function Waiting() {
  const words = useWords()
  return <Loading label={words.common.loading} />
}
