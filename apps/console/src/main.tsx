import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { config } from 'zod'
import './design/tokens.css'
import './design/base.css'
import { CampaignsScreen } from './screens/campaigns/campaigns-screen.js'
import { App } from './shell/app.js'
import { languageStore } from './shell/language-store.js'
import { Missing, Waiting } from './shell/missing.js'
import { SpeechProvider } from './shell/speech-provider.js'
import { loadWords, preferredLanguage } from './words/words.js'

// The policy forbids code made from text.
config({ jitless: true })

const screens = {
  login: lazy(() => import('./screens/login/login-screen.js')),
  insecure: lazy(() => import('./screens/login/insecure-screen.js')),
  campaign: lazy(() => import('./screens/campaign/campaign-screen.js')),
  batchMessages: lazy(() => import('./screens/messages/batch-messages-screen.js')),
  messages: lazy(() => import('./screens/messages/messages-screen.js')),
  message: lazy(() => import('./screens/messages/message-screen.js')),
  fresh: lazy(() => import('./screens/new/new-screen.js')),
  account: lazy(() => import('./screens/account/account-screen.js')),
  urgent: lazy(() => import('./screens/account/urgent-screen.js')),
  templates: lazy(() => import('./screens/templates/templates-screen.js')),
  suppressions: lazy(() => import('./screens/suppressions/suppressions-screen.js')),
  doubts: lazy(() => import('./screens/doubts/doubts-screen.js')),
}

async function start(root: HTMLElement): Promise<void> {
  const language = preferredLanguage(languageStore.read(), navigator.languages)
  const words = await loadWords(language)
  createRoot(root).render(
    <StrictMode>
      <SpeechProvider first={{ language, words }}>
        <Router base="/console">
          <App login={(why) => <screens.login why={why} />} insecure={<screens.insecure />}>
            <Suspense fallback={<Waiting />}>
              <Switch>
                <Route path="/:account/campaigns" component={CampaignsScreen} />
                <Route path="/:account/campaigns/:id">
                  {({ id }) => <screens.campaign key={id} id={id} />}
                </Route>
                <Route path="/:account/campaigns/:id/messages">
                  {({ id }) => <screens.batchMessages key={id} id={id} />}
                </Route>
                <Route path="/:account/messages" component={screens.messages} />
                <Route path="/:account/messages/:id">
                  {({ id }) => <screens.message key={id} id={id} />}
                </Route>
                <Route path="/:account/doubts" component={screens.doubts} />
                <Route path="/:account/new" component={screens.fresh} />
                <Route path="/:account/account" component={screens.account} />
                <Route path="/:account/urgent" component={screens.urgent} />
                <Route path="/:account/templates" component={screens.templates} />
                <Route path="/:account/suppressions" component={screens.suppressions} />
                <Route component={Missing} />
              </Switch>
            </Suspense>
          </App>
        </Router>
      </SpeechProvider>
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root) void start(root)
