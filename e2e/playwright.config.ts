import { defineConfig } from '@playwright/test'
import path from 'node:path'

const repo = path.resolve(import.meta.dirname, '..')

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '**/*.e2e.ts',
  outputDir: path.join(repo, 'test-results'),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0, // a test that passes at the second try has found something
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? [] : [['json'] as ['json']])],
})
