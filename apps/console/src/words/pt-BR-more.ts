import * as campaign from './pt-BR/campaign.js'

/** What screens say that are not the first one. */
export const more = { ...campaign }
