import { recipientKey } from '../message/index.js'

/** Whom to forget: how entries and jobs are compared with them, and texts of others. */
export interface RecipientMatcher {
  /** Whether it is their number, with or without Brazil's ninth digit. */
  is(recipient: string): boolean
  /** Whether the text has their number somewhere, however it is written. */
  isIn(text: string): boolean
}

/** 55, area code, eight digits: the number without its ninth digit. */
const brazilian = /^(55)(\d{2})(\d{8})$/
const between = '[^0-9A-Za-z]{0,3}'

/** @param recipient - in its canonical form, with the country code */
export function recipientMatcher(recipient: string): RecipientMatcher {
  const key = recipientKey(recipient)
  const mention = new RegExp(formsOf(key).map(spaced).join('|'))
  return { is: (other) => recipientKey(other) === key, isIn: (text) => mention.test(text) }
}

/** The ways in which one number is written in digits: in Brazil with or without country code and ninth digit. */
function formsOf(key: string): string[] {
  const [, country, area, number] = brazilian.exec(key) ?? []
  if (country === undefined || area === undefined || number === undefined) return [key]
  return [
    `${country}${area}${number}`,
    `${country}${area}9${number}`,
    `${area}${number}`,
    `${area}9${number}`,
  ]
}

function spaced(digits: string): string {
  return `(?<!\\d)${[...digits].join(between)}(?!\\d)`
}
