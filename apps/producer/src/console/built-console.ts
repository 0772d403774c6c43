import { fileURLToPath } from 'node:url'

/** Where `npm run setup` and the image put the console. */
export const builtConsole = fileURLToPath(new URL('../../../console/dist/site', import.meta.url))
