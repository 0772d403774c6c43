import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { repositoryRoot } from './repository.js'

const SLOWEST = 10

export interface FileResult {
  readonly path: string
  readonly ms: number
  /** The state of each of its tests. */
  readonly states: readonly ('passed' | 'failed' | 'skipped' | 'pending')[]
  /** How often it could not be loaded, or a hook of one of its suites failed. */
  readonly broken: number
}

/** Says at the end of a run which files took longest, and then in one line what came of all tests. */
export default class ClosingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    for (const line of summaryLines(modules.map(resultOf), errors.length)) console.log(line)
  }
}

function resultOf(module: TestModule): FileResult {
  const { duration, setupDuration, prepareDuration, collectDuration } = module.diagnostic()
  return {
    path: relative(repositoryRoot, module.moduleId),
    ms: duration + setupDuration + prepareDuration + collectDuration,
    states: [...module.children.allTests()].map((test) => test.result().state),
    broken: [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length,
  }
}

/** @param unhandled errors outside of any test */
export function summaryLines(files: readonly FileResult[], unhandled: number): string[] {
  const count = (state: FileResult['states'][number]) =>
    files.reduce((sum, { states }) => sum + states.filter((one) => one === state).length, 0)
  const failed = files.reduce((sum, { broken }) => sum + broken, count('failed') + unhandled)
  const slowest = [...files].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST)
  return [
    'The slowest files:',
    ...slowest.map(({ path, ms }) => `  ${(ms / 1_000).toFixed(1).padStart(6)} s  ${path}`),
    '',
    `${count('passed')} passed, ${failed} failed, ${count('skipped') + count('pending')} skipped`,
  ]
}
