import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the licenses of joined packages ask those to pass on who pass on the packages.
 * @param {readonly { moduleIds?: readonly string[] }[]} output what rolldown has written
 */
export function licenseNotices(output) {
  const folders = output.flatMap(({ moduleIds = [] }) =>
    moduleIds.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
  )
  const notices = [...new Set(folders)].map(noticeOf)
  return [...new Set(notices)].sort().join('\n\n')
}

function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (file !== undefined) return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  if (typeof license !== 'string') throw new Error(`${name} says nothing of its license`)
  const owner = typeof author === 'object' ? author.name : author
  return `${name} ${version}\n\n${license}, without a text of it in the package${owner ? `; by ${owner}` : ''}\n`
}
