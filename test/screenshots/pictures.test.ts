import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const folder = join(repositoryRoot, 'docs', 'pictures')
const pictures = readdirSync(folder)
const shown = ['README.md', 'docs/console.md'].map((path) => readFileSync(join(repositoryRoot, path), 'utf8'))
const mostBytes = 150 * 1_024

test('there are pictures of the console', () => {
  expect(pictures.length).toBeGreaterThan(10)
})

test.each(pictures)('%s is a PNG of 150 kB at most, and a document shows it', (name) => {
  const bytes = readFileSync(join(folder, name))
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect(bytes.length).toBeLessThanOrEqual(mostBytes)
  expect(shown.join('\n')).toContain(`pictures/${name})`)
})
