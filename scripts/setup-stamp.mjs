import { createHash } from 'node:crypto'

/**
 * What an installation depends on, as one short text: the manifests and the lockfile (path and content, in any
 * order), and the machine, because packages bring native parts.
 *
 * @param {readonly { path: string, content: string }[]} files
 * @param {{ platform: string, arch: string, nodeMajor: number }} machine
 * @returns {string}
 */
export function setupStamp(files, { platform, arch, nodeMajor }) {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([platform, arch, nodeMajor]))
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  for (const { path, content } of sorted) hash.update(JSON.stringify([path, content]))
  return hash.digest('hex')
}

/**
 * Whether a Node.js version is at least the one wanted.
 *
 * @param {string} version as in `process.versions.node`
 * @param {string} minimum as in package.json's `engines`: `>=20.19`
 * @returns {boolean}
 */
export function isNewEnough(version, minimum) {
  const [major = 0, minor = 0] = numbers(version)
  const [wantedMajor = 0, wantedMinor = 0] = numbers(minimum)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

function numbers(version) {
  return version.replace(/^\D+/, '').split('.').map(Number)
}
