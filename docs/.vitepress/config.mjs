import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { leaveDocuments, slugify } from './as-on-github.mjs'
import { llmsText } from './llms.mjs'
import { english, portuguese, portugueseSearch } from './navigation.mjs'

/** The site of these documents: `npm run site` builds it. A link that leads nowhere fails the build. */
export default defineConfig({
  title: 'Disparo',
  outDir: '../dist/site',
  cacheDir: '../node_modules/.vitepress',
  lastUpdated: false,
  markdown: { anchor: { slugify }, config: leaveDocuments },
  locales: {
    root: { label: 'English', lang: 'en', ...english },
    'pt-BR': { label: 'Português', lang: 'pt-BR', ...portuguese },
  },
  // Pages of the two languages have names of their own: the menu leads to the other's first page.
  themeConfig: {
    i18nRouting: false,
    search: { provider: 'local', options: { locales: { 'pt-BR': portugueseSearch } } },
  },
  buildEnd: ({ outDir, srcDir, pages }) => writeFileSync(join(outDir, 'llms.txt'), llmsText(srcDir, pages)),
})
