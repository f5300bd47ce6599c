import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Writes what test.mjs counts: vitest's own JSON report leaves out why a test was skipped. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counted = { passed: 0, failed: unhandledErrors.length, skips: [] as { name: string; reason: string | undefined }[] }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      // A file that cannot be loaded has errors and no tests.
      if (module.errors().length > 0) counted.failed++
      for (const test of tests) {
        const result = test.result()
        if (result.state === 'passed') counted.passed++
        else if (result.state === 'failed') counted.failed++
        else counted.skips.push({ name: `${module.relativeModuleId}: ${test.fullName}`, reason: result.state === 'skipped' ? result.note : 'did not run' })
      }
    }
    const file = process.env['COMPTOIR_UNIT_REPORT']
    if (file !== undefined) writeFileSync(file, JSON.stringify(counted))
  }
}
