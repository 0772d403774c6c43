/** What people read of a changeset: all behind its header. */
export function textOf(changeset) {
  return changeset.replace(/^---\n[\s\S]*?\n---\n/, '').trim()
}

/** The changelog with a section of this version: what stood under “Unreleased”, and these texts before it, a point each. */
export function releaseNotes(changelog, { version, date, texts }) {
  const heading = '## [Unreleased]\n'
  const at = changelog.indexOf(heading)
  if (at < 0) throw new Error(`CHANGELOG.md has no line ${heading.trim()}`)
  const [before, after] = [changelog.slice(0, at + heading.length), changelog.slice(at + heading.length)]
  const points = texts.map((text) => `- ${text.replaceAll('\n', '\n  ')}\n`).join('')
  return `${before}\n## [${version}] - ${date}\n${points === '' ? '' : `\n${points}`}${after}`
}
