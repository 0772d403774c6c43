/** That a program which runs for long works with the layout that Redis has. */
export { requireLayout } from './require-layout.js'
