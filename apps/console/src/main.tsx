import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { config } from 'zod/mini'
import './design/tokens.css'
import './design/base.css'
import { CampaignsScreen } from './screens/campaigns/campaigns-screen.js'
import { InsecureScreen } from './screens/login/insecure-screen.js'
import { LoginScreen } from './screens/login/login-screen.js'
import { App } from './shell/app.js'
import { languageStore } from './shell/language-store.js'
import { Missing, Waiting } from './shell/missing.js'
import { SpeechProvider } from './shell/speech-provider.js'
import { loadWords, preferredLanguage } from './words/words.js'

// The policy forbids code made from text.
config({ jitless: true })

const more = () => import('./screens/more.js')
const screens = {
  campaign: lazy(async () => ({ default: (await more()).CampaignScreen })),
  batchMessages: lazy(async () => ({ default: (await more()).BatchMessagesScreen })),
  messages: lazy(async () => ({ default: (await more()).MessagesScreen })),
  message: lazy(async () => ({ default: (await more()).MessageScreen })),
  fresh: lazy(async () => ({ default: (await more()).NewScreen })),
  account: lazy(async () => ({ default: (await more()).AccountScreen })),
  urgent: lazy(async () => ({ default: (await more()).UrgentScreen })),
  templates: lazy(async () => ({ default: (await more()).TemplatesScreen })),
  suppressions: lazy(async () => ({ default: (await more()).SuppressionsScreen })),
  doubts: lazy(async () => ({ default: (await more()).DoubtsScreen })),
}

async function start(root: HTMLElement): Promise<void> {
  const language = preferredLanguage(languageStore.read(), navigator.languages)
  const words = await loadWords(language)
  createRoot(root).render(
    <StrictMode>
      <SpeechProvider first={{ language, words }}>
        <Router base="/console">
          <App login={(why) => <LoginScreen why={why} />} insecure={<InsecureScreen />}>
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
