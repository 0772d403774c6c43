import type { en } from './en.js'

export type Words = typeof en
