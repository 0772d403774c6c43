import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { config } from 'zod'
import './design/tokens.css'
import './design/base.css'
import { CampaignsScreen } from './screens/campaigns/campaigns-screen.js'
import { InsecureScreen, LoginScreen } from './screens/login/login-screen.js'
import { App } from './shell/app.js'
import { languageStore } from './shell/language-store.js'
import { Missing, Waiting } from './shell/missing.js'
import { SpeechProvider } from './shell/speech-provider.js'
import { loadWords, preferredLanguage } from './words/words.js'

// The policy forbids code made from text.
config({ jitless: true })

const screens = {
  campaign: lazy(() => import('./screens/campaign/campaign-screen.js')),
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
