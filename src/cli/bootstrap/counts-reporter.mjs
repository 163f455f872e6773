// @ts-check
import { writeFileSync } from 'node:fs'
import process from 'node:process'

/**
 * Leaves the counts of a test run where `run-tests` finds them: LANEWISE_TEST_COUNTS names the file.
 * A test file that could not be loaded, and an error outside every test, count as one failure each.
 */
export default class CountsReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} testModules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    const file = process.env['LANEWISE_TEST_COUNTS']
    if (!file) return
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests()) {
        const { state } = test.result()
        counts[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
      }
      for (const suite of [testModule, ...testModule.children.allSuites()]) counts.failed += suite.errors().length
    }
    writeFileSync(file, JSON.stringify(counts))
  }
}
