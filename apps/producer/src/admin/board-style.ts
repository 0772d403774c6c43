import type { Role } from '@disparo/service/users'

/** The library's buttons, by the icons they have: the one thing about them that is no matter of language or build. */
const icon = (name: string) => `svg.lucide-${name}`
const [retry, promote, remove] = [icon('refresh-cw'), icon('corner-up-left'), icon('trash-2')]
const [pause, resume] = [icon('pause'), icon('play')]

/** Selects nothing. */
const none = 'none'

/**
 * Hides the library's buttons for what a user may not do (see `allowed-routes`), which it has no option for. What is
 * not known here is hidden. This only spares a refusal: the routes decide.
 */
export function boardStyle(roles: ReadonlySet<Role>): string {
  const [operator, admin] = [roles.has('operate'), roles.has('admin')]
  const ofJobs = [...(operator ? [retry, promote] : []), ...(admin ? [remove] : [])].join() || none
  const ofPages = [...(operator ? [retry] : []), ...(admin ? [promote, remove] : [])].join() || none
  const ofMenus = [...(operator ? [retry] : []), ...(admin ? [pause, resume, remove] : [])].join() || none
  const hidden = [
    `ul[class*='jobActions-'] > li:not(:has(${ofJobs}))`,
    `ul[class*='queueActions-'] > li:not(:has(${ofPages}))`,
    // Arrows sort what is seen.
    `[role='menuitem']:has(svg):not(:has(${ofMenus}, svg[class*='lucide-arrow']))`,
    `button[class*='editButton-']`,
    ...(admin ? [] : [`button[class*='trigger-']:has(${icon('more-vertical')})`]),
  ]
  return `${hidden.join(',\n')} { display: none; }\n[class*='badgeWrap-'] > button { pointer-events: none; }\n`
}
